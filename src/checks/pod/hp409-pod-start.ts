import type {StatusText} from '../../facts/pod/state.ts';
import {troubleOnNode} from '../../facts/pod/trouble.ts';
import {explain} from '../../failures/explain.ts';
import {FAILURES} from '../../failures/index.ts';
import {defineCheck, type Found, fail, pass} from '../../kernel/checks.ts';
import type {Explained} from '../../kernel/failures.ts';
import {parseRuntime} from '../../windows/versions.ts';

export default defineCheck({
  code: 'HP409',
  id: 'pod-start',
  about: 'pod',
  severity: 'error',
  title: 'The pod starts and keeps running',
  why: 'A container that cannot be created or started says why in its status, in events or in its last log lines.',
  remedy: 'Read the text; kubectl describe pod and kubectl logs --previous show the rest.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/'],
  needs: {trouble: troubleOnNode},
  judge: ({trouble}) => {
    if (trouble.is === 'succeeded' || (trouble.is === 'running' && trouble.ready)) return pass;
    const known = explainTexts(trouble.texts, trouble.accounts, trouble.runtime);
    if (known) return {is: 'fail', found: [foundOf(known)]};
    const text = trouble.texts.find(each => each.exitCode !== null) ?? trouble.texts[0];
    const code = text?.exitCode === null || text?.exitCode === undefined ? '' : ` (exit code ${text.exitCode})`;
    return fail(`${trouble.doing}${code}: ${text?.text ?? 'it says nothing'}; no known failure explains this`);
  },
});

/** Where a text stands in the search for the cause: what the runtime says beats what the log says beats what an event repeats. */
const ORDER: readonly StatusText['seenIn'][] = [
  'container-state',
  'container-log',
  'pod-status',
  'event',
  'node-condition',
  'api-error',
];

/** The first text, nearest to the cause, that a known failure explains; null when none does. */
export function explainTexts(
  texts: readonly StatusText[],
  accounts: {[container: string]: string},
  runtime: string | null,
): Explained | null {
  const version = runtime === null ? undefined : parseRuntime(runtime)?.version?.text;
  const sorted = [...texts].sort((a, b) => ORDER.indexOf(a.seenIn) - ORDER.indexOf(b.seenIn));
  for (const {seenIn, text, container, exitCode} of sorted) {
    const account = container === null ? undefined : accounts[container];
    const found = explain(seenIn, text, {containerd: version, account, exitCode: exitCode ?? undefined}, FAILURES);
    if (found) return found;
  }
  return null;
}

const foundOf = (known: Explained): Found => ({
  text: known.text,
  remedy: known.remedy,
  known: {code: known.code, title: known.title, means: known.means, links: known.links},
});
