import {defineFailure} from '../kernel/failures.ts';

/** Start-Process hands a file without extension to the shell, which a service account does not have. */
export default defineFailure({
  code: 'HP891',
  id: 'start-process',
  seenIn: ['container-log'],
  pattern: /This command cannot be run due to the error: Class not registered/,
  title: 'Start-Process cannot start a file without extension',
  means: () =>
    'The program was named without .exe, so Windows looks for a class that opens such files; most likely the script was written for paths of containerd 1.6.',
  remedy: () => 'Name the program with .exe and its full path.',
  links: ['https://github.com/containerd/containerd/issues/8090'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'container-log',
      text: 'start-process : This command cannot be run due to the error: Class not registered.',
    },
  ],
  notThis: [
    {
      seenIn: 'container-log',
      text: 'This command cannot be run due to the error: The system cannot find the file specified.',
    },
  ],
});
