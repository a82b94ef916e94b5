import {defineSymptom} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers: CTRL_SHUTDOWN_EVENT to each process of the job, five seconds, TerminateJobObject with exit code 1. */
export default defineSymptom({
  code: 'HP765',
  id: 'abrupt-stop',
  title: 'The program is ended without a graceful shutdown',
  seen: 'The pod is deleted, and its program is gone with exit code 1 before it could clean up.',
  means:
    'Windows has no SIGTERM: each process of the container gets a shutdown event (CTRL_SHUTDOWN_EVENT), and five seconds later all are ended with exit code 1. cmd.exe, in front of every command from containerd 1.7 on, and PowerShell do not pass the event on, so a script seldom sees it.',
  remedy:
    'Handle the shutdown event in a native program that is done within five seconds, and let the work bear being ended at any moment.',
  foundBy: [],
  links: ['https://github.com/kubernetes/kubernetes/issues/124664', 'https://github.com/moby/moby/issues/25982'],
  certainty: 'sourced',
  askedAs: [
    'graceful shutdown',
    'graceful termination',
    'no sigterm',
    'sigterm windows',
    'sigterm ignored',
    'terminating exit code 1',
    'prestop hook',
  ],
});
