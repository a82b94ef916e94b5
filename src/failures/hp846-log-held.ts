import {defineFailure} from '../kernel/failures.ts';

/** Reported with Docker; the cause is a guess of those who had it. */
export default defineFailure({
  code: 'HP846',
  id: 'log-held',
  seenIn: ['event', 'node-log'],
  pattern: /unable to remove filesystem[^\n]{0,400}-json\.log: Access is denied/,
  title: 'A log file is held open and the pod cannot be removed',
  means: () =>
    'Some program, most likely a log agent, keeps the container’s log file open, so the pod stays Terminating.',
  remedy: () =>
    'Stop or update the log agent on that node; then kubectl delete pod NAME --grace-period=1, and only if it stays, with --force.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'error killing pod: failed to "KillContainer" for "web": Error response from daemon: unable to remove filesystem for 4f1c: remove C:\\ProgramData\\docker\\containers\\4f1c\\4f1c-json.log: Access is denied.',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'open C:\\var\\log\\pods\\a\\0.log: Access is denied.'}],
});
