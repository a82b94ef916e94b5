import {apiFact, known, type Learned, none} from '../../kernel/facts.ts';
import {textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';

/** What its controller says when it cannot make the pods of a live workload: the messages of its FailedCreate events. */
export const failedCreations = apiFact({
  id: 'failed-creations',
  about: 'workload',
  learn: async (subject: Subject<'workload'>, ports: GatherPorts): Promise<Learned<string[]>> => {
    const object = await ports.object(subject);
    if (object.is !== 'known') return object;
    const uid = textAt(object.value, 'metadata', 'uid');
    if (uid === null) return none('it does not exist yet');
    const path = `/api/v1/namespaces/${encodeURIComponent(subject.namespace)}/events`;
    const events = await ports.list(
      path,
      {fieldSelector: `involvedObject.uid=${uid},reason=FailedCreate`},
      event => textAt(event, 'message') ?? undefined,
    );
    return events.is === 'known' ? known([...new Set(events.value)].sort()) : events;
  },
});
