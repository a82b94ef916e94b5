import {defineFailure} from '../kernel/failures.ts';

/** hcsshim runs every command line as cmd /c on containerd 1.7 and later (internal/jobcontainers/jobcontainer.go). */
export default defineFailure({
  code: 'HP734',
  id: 'cmd-syntax',
  seenIn: ['container-log'],
  pattern: /The syntax of the command is incorrect|(?<word>\S{1,60}) was unexpected at this time/,
  title: 'cmd.exe reads special characters in the command',
  means: ({word}) =>
    `containerd 1.7 and later start every HostProcess command through cmd /c, and cmd took ${word === undefined ? 'a character' : `“${word}”`} of the command line for its own syntax: & | < > ^ ( ) % and quotes have a meaning there.`,
  remedy: () =>
    'Put the script into an environment variable or a file of a ConfigMap, and keep the command itself to one short line without those characters.',
  links: [
    'https://github.com/microsoft/hcsshim/pull/1199',
    'https://github.com/microsoft/Windows-Containers/issues/168',
  ],
  certainty: 'concluded',
  samples: [
    {seenIn: 'container-log', text: 'The syntax of the command is incorrect.\r'},
    {seenIn: 'container-log', text: '| was unexpected at this time.'},
  ],
  notThis: [
    {seenIn: 'container-log', text: "'ls' is not recognized as an internal or external command,"},
    {seenIn: 'container-log', text: 'The argument was unexpected.'},
  ],
});
