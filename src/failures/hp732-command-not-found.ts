import {defineFailure} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers/jobcontainer.go starts everything through cmd /c in the bind model (containerd 1.7 and later). */
export default defineFailure({
  code: 'HP732',
  id: 'command-not-found',
  seenIn: ['container-log'],
  pattern:
    /'(?!\$[({]?CONTAINER_SANDBOX)(?<command>[^'\n]{1,260})' is not recognized as an internal or external command/,
  title: 'The command does not exist on the node',
  means: ({command}) =>
    `cmd.exe, through which containerd 1.7 starts every HostProcess container, finds no program ${command ?? 'of that name'}: it is not where the path says, it is a Linux one, or it is pwsh, which Windows does not bring along.`,
  remedy: () =>
    'Use an absolute path of the node, or C:\\hpc\\… (%CONTAINER_SANDBOX_MOUNT_POINT%\\… on every version) for a program of the image.',
  links: ['https://github.com/containerd/containerd/issues/8090'],
  certainty: 'concluded',
  samples: [
    {
      seenIn: 'container-log',
      text: "'pwsh.exe' is not recognized as an internal or external command,\r\noperable program or batch file.",
      facts: {exitCode: 1},
    },
    {
      seenIn: 'container-log',
      text: "'\\usr\\local\\bin\\agent.exe' is not recognized as an internal or external command,",
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: "'docker' is not recognized as an internal or external command, operable program or batch file.",
    },
    {
      seenIn: 'container-log',
      text: "hostname : The term 'hostname' is not recognized as the name of a cmdlet, function, script file, or operable program.",
    },
  ],
});
