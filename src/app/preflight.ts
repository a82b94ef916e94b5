import {CHECKS} from '../checks/registry.generated.ts';
import {isWindows, type NodeFacts, nodes} from '../facts/cluster/nodes.ts';
import {EPHEMERAL_LABEL} from '../facts/cluster/rights.ts';
import {placement} from '../facts/cluster/scheduling.ts';
import type {AnyCheck, Code} from '../kernel/checks.ts';
import {known} from '../kernel/facts.ts';
import {gather} from '../kernel/gather.ts';
import {judge, withPositions} from '../kernel/judge.ts';
import {type KubeObject, objectAt} from '../kernel/objects.ts';
import type {ClockPort, ClusterPort} from '../kernel/ports.ts';
import type {Evidence, Report} from '../kernel/report.ts';
import {type Subject, subjectKey} from '../kernel/subjects.ts';
import {RULES} from '../rules/registry.generated.ts';
import {documentPorts, gatherPorts} from './gather-ports.ts';
import {type Planned, workloadSubject} from './plan.ts';
import {TOOL} from './tool.ts';

/** The checks that are put before anything is created. */
const BEFORE: readonly Code[] = ['HP401', 'HP405', 'HP406', 'HP411'];

export const checksNamed = (codes: readonly Code[]): readonly AnyCheck[] =>
  CHECKS.filter(check => codes.includes(check.code));

/** Every rule on what is about to be created; positions point into the files it came from. */
export async function judgeRules(planned: readonly Planned[], clock: ClockPort): Promise<Report> {
  const documents = planned.map((each, index): [Subject<'document'>, Planned] => [
    {kind: 'document', source: each.source, index},
    each,
  ]);
  const byKey = new Map(documents.map(([subject, each]) => [subjectKey(subject), each]));
  const evidence = await gather({
    checks: RULES,
    ports: documentPorts({
      rosters: {document: known(documents.map(([subject]) => subject))},
      objects: subject => byKey.get(subjectKey(subject))?.object,
    }),
    consent: {ask: false, optIn: []},
    at: clock.now().toISOString(),
    tool: TOOL,
  });
  return withPositions(judge(RULES, evidence), (subject, at) => byKey.get(subjectKey(subject))?.locate(at) ?? null);
}

/** What preflight found, and the Windows nodes that the workloads can reach (null when the nodes could not be listed). */
export type Preflight = {report: Report; reached: readonly NodeFacts[] | null};

/**
 * Asks the cluster, creating nothing: are there Windows nodes it can reach, does the namespace admit the pods, may I create this, and
 * remove it where `removed` says that the run will. Objects that differ only in their node (a short-lived check makes one for each) are
 * asked about once.
 */
export async function preflight(
  planned: readonly Planned[],
  cluster: ClusterPort,
  clock: ClockPort,
  signal: AbortSignal,
  removed: boolean,
): Promise<Preflight> {
  const judged = [...new Map(planned.toReversed().map(each => [likeness(each), each])).values()];
  const objects = new Map(
    judged.map(each => [subjectKey(workloadSubject(each)), withLifetime(each.object, removed)] as const),
  );
  const namespaces = [...new Set(planned.map(each => each.namespace))];
  const scope = {
    rosters: {
      cluster: known([{kind: 'cluster' as const, name: cluster.target.context ?? cluster.target.server}]),
      namespace: known(namespaces.map(name => ({kind: 'namespace' as const, name}))),
      workload: known(judged.map(workloadSubject)),
    },
    objects: (subject: Subject) => objects.get(subjectKey(subject)),
  };
  const checks = checksNamed(BEFORE);
  const evidence = await gather({
    checks,
    ports: gatherPorts(cluster, scope, signal),
    consent: {ask: false, optIn: []},
    at: clock.now().toISOString(),
    tool: TOOL,
  });
  return {report: judge(checks, evidence), reached: reachedNodes(planned, evidence)};
}

/** What two objects have in common that are the same but for their names and nodes. */
const likeness = ({object, kind, namespace}: Planned): string =>
  JSON.stringify([
    kind.kind,
    namespace,
    {...objectAt(object, ...(kind.template ?? []), 'spec'), affinity: null, nodeName: null},
  ]);

/** The object with the label that tells the facts whether it is removed at the end, which flags may decide otherwise than a template. */
function withLifetime(object: KubeObject, removed: boolean): KubeObject {
  const metadata = objectAt(object, 'metadata');
  return {
    ...object,
    metadata: {...metadata, labels: {...objectAt(metadata, 'labels'), [EPHEMERAL_LABEL]: String(removed)}},
  };
}

function reachedNodes(planned: readonly Planned[], evidence: Evidence): readonly NodeFacts[] | null {
  const listed = evidence.facts['cluster']?.[nodes.id];
  if (listed?.is !== 'known') return null;
  return (listed.value as unknown as NodeFacts[]).filter(
    node =>
      isWindows(node) &&
      planned.some(each => {
        const spec = objectAt(each.object, ...(each.kind.template ?? []), 'spec');
        const {selected, untolerated} = placement(spec, node, each.kind.kind);
        return selected && untolerated.length === 0;
      }),
  );
}
