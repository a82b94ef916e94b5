import {defineFailure} from '../kernel/failures.ts';

/** hcsshim hides what lies under a mount; an image’s ENV PATH replaces the node’s (internal/jobcontainers). */
export default defineFailure({
  code: 'HP744',
  id: 'tools-missing',
  seenIn: ['container-log'],
  pattern:
    /The term '(?<tool>[^'\n]{1,200})' is not recognized as (?:the|a) name of a cmdlet|exec: "(?!containerd"|tar")(?<program>[^"\n]{1,200})": executable file not found in %PATH%/,
  title: 'A program of the node is not found',
  means: ({tool, program}) =>
    `${tool ?? program ?? 'A program'} is not on the path inside the container: the image’s ENV PATH replaced the node’s, or a volume is mounted over C:\\Windows or another folder of the node and hides what is in it; pwsh is not on a node at all. In an ordinary container setx in its Dockerfile may have spoilt PATH.`,
  remedy: () =>
    'Call it by its full path (C:\\Windows\\System32\\…), set PATH in the container’s env, and mount volumes only on unused folders.',
  links: [
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-windows/1981-windows-privileged-container-support',
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  ],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'container-log',
      text: "hostname : The term 'hostname' is not recognized as the name of a cmdlet, function, script file, or operable program.",
    },
    {
      seenIn: 'container-log',
      text: "pwsh-tool: The term 'nltest' is not recognized as a name of a cmdlet, function, script file, or executable program.",
    },
    {seenIn: 'container-log', text: 'level=fatal msg="exec: "sc.exe": executable file not found in %PATH%"'},
  ],
  notThis: [
    {seenIn: 'container-log', text: "'hostname' is not recognized as an internal or external command,"},
    {seenIn: 'container-log', text: 'exec: "sh": executable file not found in $PATH'},
    {seenIn: 'node-log', text: 'containerd: exec: "containerd": executable file not found in %PATH%'},
  ],
});
