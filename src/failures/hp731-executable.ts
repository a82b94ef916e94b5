import {defineFailure} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers/path.go; https://github.com/kubernetes/website/issues/29924. The message may be cut short. */
export default defineFailure({
  code: 'HP731',
  id: 'executable',
  seenIn: ['container-state', 'event'],
  pattern:
    /failed to start containerd task "[^"\n]{1,128}": failed to get application name from commandline "(?![^"\n]{0,40}\$[({]?CONTAINER_SANDBOX)(?<command>[^"\n]{0,300})/,
  title: 'The program is not on the node’s path',
  means: ({command}) =>
    `The node looked for the program ${command === undefined ? 'of the command line' : `of “${command}”`} in its own folders and found none: the file is only in the image, the path is a Linux one, or it is pwsh, which Windows does not bring along.`,
  remedy: () =>
    'Write %CONTAINER_SANDBOX_MOUNT_POINT%\\program.exe for a program of the image, C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe instead of pwsh, or upgrade to containerd 1.7.',
  links: [
    'https://github.com/kubernetes/website/issues/29924',
    'https://github.com/kubernetes/kubernetes/issues/112651',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "win-container": failed to get application name from commandline "/usr/local/bin/azure-cns.exe": failed to find executable "\\\\usr\\\\local\\\\bin\\\\azure-cns.exe": unknown',
    },
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to get application name from commandline "pwsh.exe -command ',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Readiness probe errored: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "9c1e": failed to get application name from commandline "sh -c true": failed to find executable "sh": unknown',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::System::CreateProcess agent: The system cannot find the file specified.: unknown',
    },
  ],
});
