import {defineFailure} from '../kernel/failures.ts';

/** HCS error 0xc0370105 HCS_E_INVALID_STATE. */
export default defineFailure({
  code: 'HP819',
  id: 'stopped-container',
  seenIn: ['event', 'container-state', 'node-log'],
  pattern: /0xc0370105|The requested (?:virtual machine or container )?operation is not valid in the current state/,
  title: 'The container had already stopped',
  means: () =>
    'A probe or an exec reached a container that was not running any more. This is a consequence: what stopped it is said elsewhere.',
  remedy: () => 'See why it stopped: kubectl logs POD --previous, and the exit code in kubectl describe pod.',
  links: ['https://learn.microsoft.com/virtualization/windowscontainers/troubleshooting'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'Readiness probe errored: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "9c1e": hcs::System::CreateProcess web: The requested virtual machine or container operation is not valid in the current state. (0xc0370105): unknown',
    },
  ],
  notThis: [{seenIn: 'event', text: 'Readiness probe failed: HTTP probe failed with statuscode: 500'}],
});
