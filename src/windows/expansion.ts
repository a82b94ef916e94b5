import {listAt, textAt, valueAt} from '../kernel/objects.ts';
import type {Json} from '../kernel/subjects.ts';

const utf8 = new TextEncoder();

/**
 * A `$` that starts nothing is copied with the first *byte* behind it, as a character of its own; the other bytes of a
 * character outside ASCII are left over and are no text any more. `protect` avoids it.
 */
function afterDollar(character: string): string {
  const [first = 0, ...rest] = utf8.encode(character);
  return String.fromCharCode(first) + '\ufffd'.repeat(rest.length);
}

/**
 * Expands `$(NAME)` in a container's `command`, `args` or `value:` as the kubelet does
 * (k8s.io/kubernetes third_party/forked/golang/expansion/expand.go): `$$` gives `$`; a name that `env` has gives its value,
 * which is not expanded again; an unknown name, an unclosed `$(` and a `$` before any other ASCII character stay as they are.
 */
export function expandVariables(text: string, env: ReadonlyMap<string, string>): string {
  let expanded = '';
  let at = 0;
  while (at < text.length) {
    const next = text[at + 1];
    if (text[at] !== '$' || next === undefined) {
      expanded += text[at];
      at += 1;
    } else if (next === '(') {
      const close = text.indexOf(')', at + 2);
      const name = close < 0 ? null : text.slice(at + 2, close);
      expanded += name === null ? '$(' : (env.get(name) ?? `$(${name})`);
      at = name === null ? at + 2 : close + 1;
    } else {
      const character = String.fromCodePoint(text.codePointAt(at + 1) ?? 0);
      expanded += character === '$' ? '$' : `$${afterDollar(character)}`;
      at += 1 + character.length;
    }
  }
  return expanded;
}

/** A container's variables as far as its own `env` tells them, and the names of those whose value stands elsewhere. */
export type DeclaredEnvironment = {values: ReadonlyMap<string, string>; elsewhere: readonly string[]};

/**
 * What `env` gives a container: each `value` expanded with the entries before it, as the kubelet does
 * (k8s.io/kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables). `envFrom`, `valueFrom` and service variables
 * stand elsewhere; a `valueFrom` hides an earlier value of its name.
 */
export function declaredEnvironment(container: Json | undefined): DeclaredEnvironment {
  const values = new Map<string, string>();
  const elsewhere = new Set<string>();
  for (const entry of listAt(container, 'env')) {
    const name = textAt(entry, 'name') ?? '';
    if (valueAt(entry, ['valueFrom']) instanceof Object) {
      elsewhere.add(name);
      values.delete(name);
    } else {
      values.set(name, expandVariables(textAt(entry, 'value') ?? '', values));
      elsewhere.delete(name);
    }
  }
  return {values, elsewhere: [...elsewhere]};
}

/** The text that `expandVariables` turns back into `text`, whatever the variables are: every `$` doubled. */
export const protect = (text: string): string => text.replaceAll('$', '$$$$');

/** The spellings hcsshim replaces, and it minds their case (internal/jobcontainers/jobcontainer.go replaceWithMountPoint). */
export const MOUNT_POINT_SPELLINGS = ['%CONTAINER_SANDBOX_MOUNT_POINT%', '$env:CONTAINER_SANDBOX_MOUNT_POINT'] as const;

/**
 * What hcsshim makes of a command line, a working directory or an environment value: the two spellings become the mount
 * point without its last character, which is always a backslash (`mountPoint` as in paths.ts, `C:\hpc\`).
 */
export const replaceMountPoint = (text: string, mountPoint: string): string =>
  MOUNT_POINT_SPELLINGS.reduce(
    (replaced, spelling) => replaced.replaceAll(spelling, () => mountPoint.slice(0, -1)),
    text,
  );
