import {apiFact, known, type Learned, none} from '../../kernel/facts.ts';
import {listAt, objectAt, textAt, valueAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';

/** A port that a container opens on the node. `protocol`: TCP, UDP or SCTP. */
export type HostPort = {port: number; protocol: string; container: string};

/** The ports a placed pod opens on its node, as its spec says; none for a pod that names no host port. */
export const hostPorts = apiFact({
  id: 'host-ports',
  about: 'pod',
  learn: async (subject: Subject<'pod'>, ports: GatherPorts): Promise<Learned<HostPort[]>> => {
    if (subject.node === null) return none('the pod has not been placed on a node');
    const pod = await ports.object(subject);
    if (pod.is !== 'known') return pod;
    const found = listAt(objectAt(pod.value, 'spec'), 'containers').flatMap(container =>
      listAt(container, 'ports').flatMap((entry): HostPort[] => {
        const port = valueAt(entry, ['hostPort']);
        const protocol = textAt(entry, 'protocol') ?? 'TCP';
        return typeof port === 'number' ? [{port, protocol, container: textAt(container, 'name') ?? ''}] : [];
      }),
    );
    return found.length > 0 ? known(found) : none('the pod opens no port on the node');
  },
});
