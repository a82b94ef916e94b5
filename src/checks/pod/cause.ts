import type {StatusText} from '../../facts/pod/state.ts';
import {explain} from '../../failures/explain.ts';
import {FAILURES} from '../../failures/index.ts';
import type {Found} from '../../kernel/checks.ts';
import type {Explained} from '../../kernel/failures.ts';
import {parseRuntime} from '../../windows/versions.ts';

/** Where a text stands in the search for the cause: what the runtime says beats what the log says beats what an event repeats. */
const ORDER: readonly StatusText['seenIn'][] = [
  'container-state',
  'container-log',
  'pod-status',
  'event',
  'node-condition',
  'api-error',
];

/** Whoever ended with 0 did not fail: that explains a pod only when nothing else does. */
const placeOf = ({seenIn, exitCode}: StatusText): number =>
  seenIn === 'container-state' && exitCode === 0 ? ORDER.length : ORDER.indexOf(seenIn);

/** The first text, nearest to the cause, that a known failure explains; null when none does. */
export function explainTexts(
  texts: readonly StatusText[],
  accounts: {[container: string]: string},
  runtime: string | null,
): Explained | null {
  const version = runtime === null ? undefined : parseRuntime(runtime)?.version?.text;
  const sorted = [...texts].sort((a, b) => placeOf(a) - placeOf(b));
  for (const {seenIn, text, container, exitCode} of sorted) {
    const account = container === null ? undefined : accounts[container];
    const found = explain(seenIn, text, {containerd: version, account, exitCode: exitCode ?? undefined}, FAILURES);
    if (found) return found;
  }
  return null;
}

/** What a known failure found, in its own words; `text` where more than its text is to be said. */
export const foundOf = (known: Explained, text = known.text): Found => ({
  text,
  remedy: known.remedy,
  known: {code: known.code, title: known.title, means: known.means, links: known.links},
});
