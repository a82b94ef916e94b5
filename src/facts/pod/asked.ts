import {apiFact, known, type Learned, none} from '../../kernel/facts.ts';
import {type KubeObject, objectAt, textAt, valueAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Path, Subject} from '../../kernel/subjects.ts';
import {effectiveOptions} from '../../windows/options.ts';

/** What a pod's spec asks for one container: the account it should have. `at`: steps to it from the pod's root. */
export type AskedContainer = {container: string; at: Path; hostProcess: boolean; account: string | null};

/** What a pod's spec asks for, and the node it was bound to. */
export type Asked = {node: string | null; containers: readonly AskedContainer[]};

/**
 * The containers of a pod that go on running, with their effective options (container value, else pod value): its own and its
 * sidecars, which are init containers with restartPolicy Always. An init container that has ended cannot be asked any more.
 */
export const askedContainers = (pod: KubeObject): readonly AskedContainer[] =>
  effectiveOptions(objectAt(pod, 'spec'), ['spec'])
    .filter(
      each =>
        each.list === 'containers' ||
        (each.list === 'initContainers' && valueAt(pod, [...each.path, 'restartPolicy']) === 'Always'),
    )
    .map(each => ({container: each.name, at: each.path, hostProcess: each.hostProcess, account: each.runAsUserName}));

/** What a pod asks for; none for one without containers. */
export const asked = apiFact({
  id: 'asked',
  about: 'pod',
  learn: async (subject: Subject<'pod'>, ports: GatherPorts): Promise<Learned<Asked>> => {
    const pod = await ports.object(subject);
    if (pod.is !== 'known') return pod;
    const containers = askedContainers(pod.value);
    return containers.length === 0
      ? none('the pod has no container')
      : known({node: textAt(pod.value, 'spec', 'nodeName'), containers});
  },
});
