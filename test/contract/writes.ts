import {apply, track} from '../../sandbox/api/apply.ts';
import {onCreate, onUpdate} from '../../sandbox/api/creation.ts';
import {withDefaults} from '../../sandbox/api/defaults.ts';
import {patched} from '../../sandbox/api/patch.ts';
import type {Refusal} from '../../sandbox/api/refusal.ts';
import type {Resource} from '../../sandbox/api/resources.ts';
import {decode} from '../../sandbox/api/schema.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {Write} from './random-writes.ts';

/** What the sandbox makes of a write: the parts put together as its server does. */
export function written(
  resource: Resource,
  live: JsonObject | null,
  write: Write,
): {ok: true; object: JsonObject} | Refusal {
  const {how, manager, force, body} = write;
  const time = '2026-01-01T00:00:00Z';
  if (how === 'apply') {
    const applied = apply({resource, live, applied: body, manager, force, time});
    if (!applied.ok) return applied;
    return {
      ok: true,
      object: live === null ? onCreate(resource, applied.object) : onUpdate(resource, live, applied.object),
    };
  }
  const decoded =
    how === 'create' || how === 'update'
      ? decode(resource, body)
      : patched({resource, live: live ?? {}, contentType: how, text: JSON.stringify(body)});
  if (!decoded.ok) return decoded;
  const after = withDefaults(resource, decoded.object);
  const tracked = track({resource, before: live, after, manager, operation: 'Update', time});
  return {ok: true, object: live === null ? onCreate(resource, tracked) : onUpdate(resource, live, tracked)};
}
