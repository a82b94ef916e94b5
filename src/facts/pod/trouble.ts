import {apiFact, derived, known, type Learned, missing, none, optional} from '../../kernel/facts.ts';
import {textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';
import {effectiveOptions} from '../../windows/options.ts';
import {nodes} from '../cluster/nodes.ts';
import {maskSecrets} from './mask.ts';
import {podNode} from './placed.ts';
import {loops, type Restart, type RestartWeight, restartsOf, weightOf} from './restarts.ts';
import {isOverdue, type PodState, podState, type StatusText, youngFor} from './state.ts';

/** How far a pod has come, and every text of its status, events and crashed containers' logs that may say why no further. */
export type PodTrouble = {
  is: PodState['is'];
  ready: boolean;
  /** When the API server took it; null where it does not say. */
  created: string | null;
  /** When it should be gone, for a pod that is being removed. */
  due: string | null;
  doing: string;
  texts: StatusText[];
  /** Containers that run again after they failed, or that end with 0 again and again. */
  restarts: readonly Restart[];
  /** Effective runAsUserName by container. */
  accounts: {[container: string]: string};
};

const LOG_LINES = 20;
const TEXT_LIMIT = 2000;

/** Learns a pod's trouble; events and logs that may not be read are left out, the status alone often says enough. */
export const podTrouble = apiFact({
  id: 'pod-trouble',
  about: 'pod',
  learn: async (subject: Subject<'pod'>, ports: GatherPorts): Promise<Learned<PodTrouble>> => {
    const pod = await ports.object(subject);
    if (pod.is !== 'known') return pod;
    const state = podState(pod.value);
    const restarts = restartsOf(pod.value);
    const texts = [...state.texts];
    if (!state.ready && state.is !== 'succeeded')
      texts.push(...(await eventTexts(subject, state.uid, ports)), ...(await logTexts(subject, state.crashed, ports)));
    else texts.push(...(await logTexts(subject, restarts.filter(failed).map(crashOf), ports)));
    const spec = (pod.value['spec'] ?? {}) as Parameters<typeof effectiveOptions>[0];
    const accounts = effectiveOptions(spec, ['spec']).flatMap(each =>
      each.runAsUserName === null ? [] : [[each.name, each.runAsUserName]],
    );
    return known({
      is: state.is,
      ready: state.ready,
      created: state.created,
      due: state.due,
      doing: state.doing,
      texts: texts.map(each => ({...each, text: maskSecrets(each.text.trim()).slice(0, TEXT_LIMIT)})),
      restarts,
      accounts: Object.fromEntries(accounts),
    });
  },
});

async function eventTexts(subject: Subject<'pod'>, uid: string, ports: GatherPorts): Promise<StatusText[]> {
  const path = `/api/v1/namespaces/${subject.namespace}/events`;
  const events = await ports.list(
    path,
    {fieldSelector: `involvedObject.uid=${uid},type=Warning`},
    event => textAt(event, 'message') ?? undefined,
  );
  return events.is === 'known'
    ? [...new Set(events.value)].map(text => ({seenIn: 'event', text, container: null, exitCode: null}))
    : [];
}

/** Fails again and again: only then may its log say why. */
const failed = (restart: Restart): boolean => restart.exitCode !== 0 && loops(restart);

const crashOf = ({container, exitCode}: Restart): PodState['crashed'][number] => ({
  container,
  exitCode,
  previous: true,
});

async function logTexts(
  subject: Subject<'pod'>,
  crashed: PodState['crashed'],
  ports: GatherPorts,
): Promise<StatusText[]> {
  const texts: StatusText[] = [];
  for (const {container, exitCode, previous} of crashed) {
    const tail = await ports.logTail(subject, container, {lines: LOG_LINES, previous});
    if (tail.is === 'known')
      texts.push(...tail.value.map(text => ({seenIn: 'container-log' as const, text, container, exitCode})));
  }
  return texts;
}

/** What a pod's trouble comes to at the time of the evidence, on its node. */
export type TroubleOnNode = PodTrouble & {
  runtime: string | null;
  /** Should have been gone for minutes. */
  overdue: boolean;
  /** The restarts that still weigh. */
  recent: readonly (Restart & {weight: Exclude<RestartWeight, 'past'>})[];
};

/** A pod's trouble together with what its node adds: its containerd version, and the node's own condition when it is not ready. */
export const troubleOnNode = derived({
  id: 'trouble-on-node',
  about: 'pod',
  needs: {trouble: podTrouble, nodes: optional(nodes), placed: optional(podNode)},
  derive: ({trouble, nodes, placed}, at): Learned<TroubleOnNode> => {
    const node = nodes?.find(each => each.name === placed?.node);
    const well = trouble.is === 'succeeded' || (trouble.is === 'running' && trouble.ready);
    const sick = node !== undefined && node.ready !== 'True' && !well;
    const text: StatusText = {seenIn: 'node-condition', text: node?.condition ?? '', container: null, exitCode: null};
    const recent = trouble.restarts.flatMap(restart => {
      const weight = weightOf(restart, at);
      return weight === 'past' ? [] : [{...restart, weight}];
    });
    const texts = sick ? [...trouble.texts, text] : trouble.texts;
    const overdue = trouble.is === 'ending' && isOverdue(trouble.due, at);
    const whole = {...trouble, texts, runtime: node?.runtime ?? null, overdue, recent};
    const settled = well || whole.is === 'failed';
    if (settled || overdue || whole.texts.length > 0) return known(whole);
    const young = whole.is === 'ending' ? null : youngFor(whole.created, at);
    return young === null
      ? missing(`it has come no further than this: ${trouble.doing}; nothing says why`)
      : none(`it was created ${Math.round(young / 1000)} s ago and is on its way: ${trouble.doing}`);
  },
});
