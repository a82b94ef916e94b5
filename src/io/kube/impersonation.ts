import {listAt, objectAt, textAt} from '../../kernel/objects.ts';
import {done, type Outcome, refuse} from '../../kernel/outcome.ts';
import type {JsonObject} from '../../kernel/subjects.ts';
import type {ClusterOptions} from './options.ts';

/**
 * The Impersonate-* headers of --as, --as-group, --as-uid, --as-user-extra, else of the kubeconfig's user. Keys of extra
 * values are percent-encoded in lower case (client-go transport/round_trippers.go, headerKeyEscape).
 */
export function impersonation(
  options: Pick<ClusterOptions, 'as' | 'asGroups' | 'asUid' | 'asUserExtra'>,
  user: JsonObject,
): Outcome<{readonly [name: string]: string | readonly string[]}> {
  const as = options.as || textAt(user, 'as');
  const uid = options.asUid || textAt(user, 'as-uid');
  const groups = options.asGroups?.length ? options.asGroups : listAt(user, 'as-groups').map(String);
  const extra = new Map<string, string[]>();
  const add = (key: string, value: string): void => {
    extra.set(key, [...(extra.get(key) ?? []), value]);
  };
  for (const pair of options.asUserExtra ?? []) {
    const at = pair.indexOf('=');
    if (at < 1)
      return refuse(
        'usage',
        `error: --as-user-extra "${pair}" is not KEY=VALUE`,
        'Write it as --as-user-extra KEY=VALUE.',
      );
    add(pair.slice(0, at), pair.slice(at + 1));
  }
  if (extra.size === 0)
    for (const [key, values] of Object.entries(objectAt(user, 'as-user-extra')))
      for (const value of Array.isArray(values) ? values : [values]) add(key, String(value));
  if (!as)
    return uid || groups.length > 0 || extra.size > 0
      ? refuse(
          'usage',
          'error: requesting uid, groups or user-extra without impersonating a user',
          'Add --as USER (or "as" to the user’s entry in the kubeconfig).',
        )
      : done({});
  return done({
    'Impersonate-User': as,
    ...(uid ? {'Impersonate-Uid': uid} : {}),
    ...(groups.length > 0 ? {'Impersonate-Group': groups} : {}),
    ...Object.fromEntries([...extra].map(([key, values]) => [`Impersonate-Extra-${escapeKey(key)}`, values])),
  });
}

const escapeKey = (key: string): string =>
  encodeURIComponent(key.toLowerCase())
    .replace(/[()]/g, char => `%${char.charCodeAt(0).toString(16)}`)
    .toLowerCase();
