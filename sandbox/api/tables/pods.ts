import {listAt, numberAt, objectAt, textAt, valueAt} from '../../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../../src/kernel/subjects.ts';
import {ageSince} from './age.ts';
import {AGE, type Column, column, NAME, text} from './column.ts';

/** The columns of pods. Their STATUS is not the phase but whatever explains the pod best. */
export const POD_COLUMNS: readonly Column[] = [
  NAME,
  column('Ready', pod => {
    const {ready, total} = summaryOf(pod);
    return `${ready}/${total}`;
  }),
  column('Status', pod => summaryOf(pod).status),
  column('Restarts', (pod, now) => {
    const {restarts, last} = summaryOf(pod);
    return restarts > 0 && last !== null ? `${restarts} (${ageSince(last, now)} ago)` : String(restarts);
  }),
  AGE,
  column('+IP', text('<none>', 'status', 'podIPs', 0, 'ip')),
  column('+Node', text('<none>', 'spec', 'nodeName')),
  column('+Nominated Node', text('<none>', 'status', 'nominatedNodeName')),
  column('+Readiness Gates', readinessGates),
];

type Summary = {ready: number; total: number; status: string; restarts: number; last: string | null};

function summaryOf(pod: JsonObject): Summary {
  const sidecars = new Set(
    listAt(pod, 'spec', 'initContainers')
      .filter(isSidecar)
      .map(each => textAt(each, 'name')),
  );
  const main = listAt(pod, 'status', 'containerStatuses');
  const total = listAt(pod, 'spec', 'containers').length + sidecars.size;
  const {blocked, done, seen} = initProgress(pod, sidecars);
  const readySidecars = done.filter(
    each => !exitedWell(each) && isStartedSidecar(each, sidecars) && valueAt(each, ['ready']) === true,
  ).length;
  if (blocked !== null && conditionOf(pod, 'Initialized') !== 'True')
    return {ready: readySidecars, total, status: endOf(pod) ?? blocked, ...restartsOf(seen)};

  const running = main.filter(
    each => valueAt(each, ['ready']) === true && valueAt(each, ['state', 'running']) !== undefined,
  );
  return {
    ready: readySidecars + running.length,
    total,
    status: endOf(pod) ?? mainStatus(pod, main, blocked, running.length > 0),
    ...restartsOf([...seen.filter(each => sidecars.has(textAt(each, 'name'))), ...main]),
  };
}

const isSidecar = (container: Json): boolean => textAt(container, 'restartPolicy') === 'Always';

const isStartedSidecar = (status: Json, sidecars: ReadonlySet<string | null>): boolean =>
  sidecars.has(textAt(status, 'name')) && valueAt(status, ['started']) === true;

/** How far the init containers are: those that let the next one start, those and the one that does not, and what that one says. */
function initProgress(
  pod: JsonObject,
  sidecars: ReadonlySet<string | null>,
): {blocked: string | null; done: readonly Json[]; seen: readonly Json[]} {
  const statuses = listAt(pod, 'status', 'initContainerStatuses');
  const at = statuses.findIndex(each => !exitedWell(each) && !isStartedSidecar(each, sidecars));
  const status = statuses[at];
  if (status === undefined) return {blocked: null, done: statuses, seen: statuses};
  const waiting = textAt(status, 'state', 'waiting', 'reason');
  const why =
    endReason(status) ??
    (waiting && waiting !== 'PodInitializing' ? waiting : `${at}/${listAt(pod, 'spec', 'initContainers').length}`);
  return {blocked: `Init:${why}`, done: statuses.slice(0, at), seen: statuses.slice(0, at + 1)};
}

const exitedWell = (status: Json): boolean =>
  valueAt(status, ['state', 'terminated']) !== undefined &&
  (numberAt(status, 'state', 'terminated', 'exitCode') ?? 0) === 0;

/** Why a container ended; null for one that has not. */
function endReason(status: Json): string | null {
  if (valueAt(status, ['state', 'terminated']) === undefined) return null;
  const ended = objectAt(status, 'state', 'terminated');
  const signal = numberAt(ended, 'signal') ?? 0;
  return (
    textAt(ended, 'reason') || (signal !== 0 ? `Signal:${signal}` : `ExitCode:${numberAt(ended, 'exitCode') ?? 0}`)
  );
}

/**
 * What a pod's containers say together: the first one that waits or has ended speaks for all, but where it ended well, a failed
 * one speaks (since 1.36), or those that still run.
 */
function mainStatus(pod: JsonObject, main: readonly Json[], blocked: string | null, running: boolean): string {
  const said = main
    .map(each => textAt(each, 'state', 'waiting', 'reason') || endReason(each))
    .find(each => each !== null);
  const status = said ?? blocked ?? phaseOf(pod);
  if (status !== 'Completed') return status;
  if (running && conditionOf(pod, 'Ready') === 'True') return 'Running';
  const failed = main.find(each => (numberAt(each, 'state', 'terminated', 'exitCode') ?? 0) !== 0);
  if (failed !== undefined) return endReason(failed) ?? status;
  return running ? 'NotReady' : status;
}

function phaseOf(pod: JsonObject): string {
  const gated = listAt(pod, 'status', 'conditions').some(
    each => textAt(each, 'type') === 'PodScheduled' && textAt(each, 'reason') === 'SchedulingGated',
  );
  return gated ? 'SchedulingGated' : textAt(pod, 'status', 'reason') || (textAt(pod, 'status', 'phase') ?? '');
}

/** What outdoes everything the containers say; null for a pod that is not being deleted. */
function endOf(pod: JsonObject): string | null {
  if (textAt(pod, 'metadata', 'deletionTimestamp') === null) return null;
  if (textAt(pod, 'status', 'reason') === 'NodeLost') return 'Unknown';
  return ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '') ? null : 'Terminating';
}

function restartsOf(statuses: readonly Json[]): {restarts: number; last: string | null} {
  const ends = statuses
    .map(each => textAt(each, 'lastState', 'terminated', 'finishedAt'))
    .filter(each => each !== null);
  return {
    restarts: statuses.reduce<number>((sum, each) => sum + (numberAt(each, 'restartCount') ?? 0), 0),
    last: ends.sort().at(-1) ?? null,
  };
}

function conditionOf(pod: JsonObject, type: string): string | null {
  return textAt(
    listAt(pod, 'status', 'conditions').find(each => textAt(each, 'type') === type),
    'status',
  );
}

function readinessGates(pod: JsonObject): string {
  const gates = listAt(pod, 'spec', 'readinessGates');
  const open = gates.filter(gate => conditionOf(pod, textAt(gate, 'conditionType') ?? '') === 'True');
  return gates.length === 0 ? '<none>' : `${open.length}/${gates.length}`;
}
