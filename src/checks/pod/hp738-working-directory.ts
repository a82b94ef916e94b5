import {misplacedCommands} from '../../facts/pod/commands.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';
import {atLeast} from '../../windows/versions.ts';

export default defineCheck({
  code: 'HP738',
  id: 'working-directory',
  about: 'pod',
  severity: 'warning',
  title: 'Relative paths of the command count from the container’s own files',
  why: 'containerd 1.7.0 to 1.7.15 starts a container in C:\\ instead of C:\\hpc when neither the pod nor the image sets a working directory, and relative paths are then looked for on the node’s drive.',
  remedy:
    'Set workingDir, or write %CONTAINER_SANDBOX_MOUNT_POINT%\\… in front of the path; containerd 1.7.16 may start in C:\\hpc.',
  links: ['https://github.com/Azure/AKS/issues/4196', 'https://github.com/containerd/containerd/issues/10071'],
  askedAs: ['working directory', 'relative path not found', 'workingDir ignored', 'pwd not hpc'],
  needs: {commands: misplacedCommands},
  judge: ({commands: {containers, containerd}}) =>
    atLeast(containerd, '1.7.0') && !atLeast(containerd, '1.7.16')
      ? fail(
          `${containers.join(', ')} fails, its command has a relative path, and no workingDir is set: unless the image sets one, containerd ${containerd.text} starts it in C:\\`,
        )
      : pass,
});
