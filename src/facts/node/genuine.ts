import {known, type Learned, none} from '../../kernel/facts.ts';
import {listAt, textAt} from '../../kernel/objects.ts';
import type {Json} from '../../kernel/subjects.ts';
import {expandVariables} from '../../windows/expansion.ts';
import {PROOF} from './collector.generated.ts';
import {POWERSHELL, PROOF_VARIABLE, runVariable} from './launch.ts';

/** A text of ours by its version and the hash that it prints of itself (docs/decisions/0003-proof-hash.md). */
export type Genuine = {version: string; sha256: string};

/** Every proof that was ever released; pods that were made with an older one run on. */
const RELEASED: readonly Genuine[] = [PROOF];

/**
 * Which of our proofs opens the log of this container (of a Pod's spec), by what it carries and by the command that runs it: only
 * then do the machine lines in its log say anything, because any other program could print them. None with the reason otherwise.
 */
export async function genuineProof(container: Json | undefined): Promise<Learned<Genuine>> {
  // Windows ignores the case of a variable's name
  const carried = listAt(container, 'env').filter(each => textAt(each, 'name')?.toUpperCase() === PROOF_VARIABLE);
  const [only] = carried;
  if (only === undefined) return none(`the container does not carry our proof in ${PROOF_VARIABLE}`);
  const text = carried.length === 1 ? literal(textAt(only, 'value')) : null;
  const hash = text === null ? null : await sealOf(text);
  const genuine = RELEASED.find(each => each.sha256 === hash);
  if (genuine === undefined) return none(`the text in its ${PROOF_VARIABLE} is not our proof`);
  return runsProofFirst(container)
    ? known({version: genuine.version, sha256: genuine.sha256})
    : none('its command does not begin with our proof');
}

/** What the kubelet makes of a value that refers to no variable; null for one that does, since it may become anything. */
const literal = (value: string | null): string | null =>
  value === null || value.replaceAll('$$', '').includes('$(') ? null : expandVariables(value, new Map());

/** SHA-256 of a text with the 64 digits that it states as its own replaced by zeros, in hexadecimal. */
async function sealOf(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text.replace(/[0-9a-f]{64}/, '0'.repeat(64)));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** `command` and `args` are PowerShell of the host, and its first statement runs our variable; what follows is the workload. */
function runsProofFirst(container: Json | undefined): boolean {
  const words = [...listAt(container, 'command'), ...listAt(container, 'args')].map(word =>
    expandVariables(String(word), new Map()),
  );
  const statements = words.slice(POWERSHELL.length).join(' ');
  const first = runVariable(PROOF_VARIABLE);
  return (
    listAt(container, 'command').length > 0 &&
    POWERSHELL.every((word, index) => words[index] === word) &&
    statements.startsWith(first) &&
    /^\s*(;|$)/.test(statements.slice(first.length))
  );
}
