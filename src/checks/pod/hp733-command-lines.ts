import {brokenCommands} from '../../facts/pod/commands.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP733',
  id: 'command-lines',
  about: 'pod',
  severity: 'warning',
  title: 'The node runs the whole command, not only its first line',
  why: 'From containerd 1.7 on, a HostProcess container is started through cmd /c, which reads up to the first line break: the rest of the command never runs, without an error.',
  remedy:
    'Write the command on one line, or run a script file (a ConfigMap, powershell.exe -File), or put the script into an environment variable and run that.',
  links: [
    'https://github.com/containerd/containerd/issues/9942',
    'https://learn.microsoft.com/azure/aks/use-windows-hpc',
  ],
  askedAs: ['only first line', 'multi-line command', 'multiline command', 'multi-line script', 'line break command'],
  needs: {commands: brokenCommands},
  judge: ({commands: {containers, containerd, model}}) =>
    model === 'bind'
      ? fail(
          `the command of ${containers.join(', ')} has a line break in it: with containerd ${containerd.text} only its first line runs`,
        )
      : pass,
});
