import {apiFact, known, type Learned, none} from '../../kernel/facts.ts';
import {listAt, objectAt, textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';
import {isHostProcess} from '../../windows/options.ts';

/** Where client libraries look for the token (client-go rest.InClusterConfig). */
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Where a placed HostProcess pod is given a service account's token; none for every other pod. */
export const podToken = apiFact({
  id: 'pod-token',
  about: 'pod',
  learn: async (subject: Subject<'pod'>, ports: GatherPorts): Promise<Learned<{path: string}>> => {
    if (subject.node === null) return none('the pod has not been placed on a node');
    const pod = await ports.object(subject);
    if (pod.is !== 'known') return pod;
    const spec = objectAt(pod.value, 'spec');
    if (!isHostProcess(spec)) return none('it is not a HostProcess pod');
    const mounted = listAt(spec, 'containers').some(container =>
      listAt(container, 'volumeMounts').some(mount => textAt(mount, 'mountPath') === FOLDER),
    );
    return mounted ? known({path: `${FOLDER}/token`}) : none('it is given no service account token');
  },
});
