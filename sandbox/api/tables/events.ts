import {numberAt, objectAt, textAt, valueAt} from '../../../src/kernel/objects.ts';
import type {JsonObject} from '../../../src/kernel/subjects.ts';
import {ageSince} from './age.ts';
import {type Column, column, text} from './column.ts';

/** Columns of core events. An event has its times and its count in old fields, or in `series` and `eventTime`. */
export const EVENT_COLUMNS: readonly Column[] = [
  column('Last Seen', (event, now) =>
    ageSince(textAt(event, 'series', 'lastObservedTime') ?? textAt(event, 'lastTimestamp') ?? firstSeen(event), now),
  ),
  column('Type', text('', 'type')),
  column('Reason', text('', 'reason')),
  column('Object', event =>
    [textAt(event, 'involvedObject', 'kind')?.toLowerCase() ?? '', textAt(event, 'involvedObject', 'name') ?? '']
      .join('/')
      .replace(/\/$/, ''),
  ),
  column('+Subobject', text('', 'involvedObject', 'fieldPath')),
  column('+Source', source),
  column('Message', event => (textAt(event, 'message') ?? '').trim()),
  column('+First Seen', (event, now) => ageSince(firstSeen(event), now)),
  column('+Count', event =>
    valueAt(event, ['series']) ? (numberAt(event, 'series', 'count') ?? 0) : numberAt(event, 'count') || 1,
  ),
  column('+Name', text('', 'metadata', 'name')),
];

const firstSeen = (event: JsonObject): string | null => textAt(event, 'firstTimestamp') ?? textAt(event, 'eventTime');

/** `kubelet, win-1` */
function source(event: JsonObject): string {
  const of = objectAt(event, 'source');
  const component = textAt(of, 'component') || textAt(event, 'reportingComponent') || '';
  const host = textAt(of, 'host') || textAt(event, 'reportingInstance') || '';
  return host === '' ? component : `${component}, ${host}`;
}
