import {defineFailure} from '../kernel/failures.ts';

/** What kubectl exec prints; the texts are those of hcsshim internal/jobcontainers/path.go. */
export default defineFailure({
  code: 'HP769',
  id: 'exec-program',
  seenIn: ['api-error'],
  pattern:
    /failed to exec in container: failed to start exec "[^"\n]{1,128}": (?:OCI runtime exec failed: )?failed to get application name from commandline "(?!tar\b)(?<command>[^"\n]{0,200})/,
  title: 'The command to execute does not exist on the node',
  means: ({command}) =>
    `${command ? `“${command}”` : 'The command'} was looked for on the node, because a HostProcess container has no system of its own: sh, bash and pwsh are not there.`,
  remedy: () => 'Use what Windows brings along, such as powershell.exe or cmd.exe, or give an absolute path.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  certainty: 'concluded',
  samples: [
    {
      seenIn: 'api-error',
      text: 'error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "9c1e": failed to get application name from commandline "sh": failed to find executable "sh": unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "9c1e": failed to get application name from commandline "tar cf - C:/logs": failed to find executable "tar": unknown',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "agent": failed to get application name from commandline "sh": failed to find executable "sh": unknown',
    },
  ],
});
