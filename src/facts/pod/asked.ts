import {apiFact, known, type Learned, none} from '../../kernel/facts.ts';
import {objectAt, textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';
import {effectiveOptions} from '../../windows/options.ts';

/** What a pod's spec asks for: the container that is asked who it is, and the account it should have. */
export type Asked = {container: string; hostProcess: boolean; account: string | null; node: string | null};

/** The first container of the pod, with its effective options (container value, else pod value). */
export const asked = apiFact({
  id: 'asked',
  about: 'pod',
  learn: async (subject: Subject<'pod'>, ports: GatherPorts): Promise<Learned<Asked>> => {
    const pod = await ports.object(subject);
    if (pod.is !== 'known') return pod;
    const first = effectiveOptions(objectAt(pod.value, 'spec'), ['spec']).find(each => each.list === 'containers');
    if (!first) return none('the pod has no container');
    return known({
      container: first.name,
      hostProcess: first.hostProcess,
      account: first.runAsUserName,
      node: textAt(pod.value, 'spec', 'nodeName'),
    });
  },
});
