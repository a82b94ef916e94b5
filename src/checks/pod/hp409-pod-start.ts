import {type TroubleOnNode, troubleOnNode} from '../../facts/pod/trouble.ts';
import {defineCheck, type Found, fail, judgeAll, pass} from '../../kernel/checks.ts';
import {explainTexts, foundOf} from './cause.ts';

export default defineCheck({
  code: 'HP409',
  id: 'pod-start',
  about: 'pod',
  severity: 'error',
  title: 'The pod starts and keeps running',
  why: 'A container that cannot be created or started says why in its status, in events or in its last log lines.',
  remedy: 'Read the text; kubectl describe pod and kubectl logs --previous show the rest.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/'],
  askedAs: [
    'ContainerCreating',
    'stuck in ContainerCreating',
    'CrashLoopBackOff',
    'pod stays pending',
    'pod pending',
    'pod does not start',
    'pod keeps restarting',
  ],
  needs: {trouble: troubleOnNode},
  judge: ({trouble}) => {
    if (trouble.is === 'succeeded') return pass;
    if (trouble.is === 'running' && trouble.ready)
      return judgeAll(trouble.recent.map(each => restarted(each, trouble)));
    const known = explainTexts(trouble.texts, trouble.accounts, trouble.runtime);
    if (known) return {is: 'fail', found: [foundOf(known)]};
    if (trouble.overdue)
      return fail(`it was deleted, should have been gone by ${trouble.due} and is still there`, {
        remedy:
          'See its finalizers (kubectl get pod -o yaml) and the kubelet’s log on its node; kubectl delete pod --force only when that node is gone for good.',
      });
    const text = trouble.texts.find(each => each.exitCode !== null) ?? trouble.texts[0];
    const code = text?.exitCode === null || text?.exitCode === undefined ? '' : ` (exit code ${text.exitCode})`;
    return fail(`${trouble.doing}${code}: ${text?.text ?? 'it says nothing'}; no known failure explains this`);
  },
});

/** A container that runs again: an error while the kubelet still counts its failures, then a warning for an hour; after an end with 0 a warning. */
function restarted(
  {container, exitCode, reason, count, weight}: TroubleOnNode['recent'][number],
  {texts, accounts, runtime}: TroubleOnNode,
): Found {
  const when = weight === 'loop' ? 'and has run for less than 10 minutes since' : 'within the last hour';
  const text = `container ${container} ended with exit code ${exitCode}${reason === null ? '' : ` (${reason})`} ${when}; it was restarted ${count} ${count === 1 ? 'time' : 'times'}`;
  const severity = weight === 'loop' && exitCode !== 0 ? 'error' : 'warning';
  const known = explainTexts(
    texts.filter(each => each.container === container),
    accounts,
    runtime,
  );
  if (!known) return {text, severity};
  return {...foundOf(known, known.text === reason ? text : `${text}: ${known.text}`), severity};
}
