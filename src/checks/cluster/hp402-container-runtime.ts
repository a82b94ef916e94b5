import {distribution, upgradeRemedy} from '../../facts/cluster/distribution.ts';
import {runtime} from '../../facts/cluster/node-versions.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';
import {atLeast} from '../../windows/versions.ts';

export default defineCheck({
  code: 'HP402',
  id: 'container-runtime',
  about: 'node',
  severity: 'error',
  title: 'The node’s container runtime runs HostProcess containers as documented',
  why: 'HostProcess containers need containerd 1.6; their file paths, local groups and command lines are as documented from 1.7 on, their working directory from 1.7.16.',
  remedy: 'Upgrade containerd on the node to 1.7.16 or later.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#before-you-begin'],
  needs: {runtime, distribution},
  judge: ({runtime, distribution}) => {
    const remedy = upgradeRemedy(distribution, 'Upgrade containerd on the node to 1.7.16 or later.');
    if (runtime.name !== 'containerd')
      return fail(`the runtime is ${runtime.name} ${runtime.version.text}, not containerd`, {remedy});
    const text = `containerd is ${runtime.version.text}`;
    if (!atLeast(runtime.version, '1.6.0')) return fail(`${text}: it runs no HostProcess containers`, {remedy});
    if (!atLeast(runtime.version, '1.7.0'))
      return fail(`${text}: volumes are links below the container’s own folder, and local groups are not supported`, {
        severity: 'warning',
        remedy,
      });
    if (!atLeast(runtime.version, '1.7.16'))
      return fail(`${text}: containers without workingDir start in C:\\ instead of C:\\hpc`, {
        severity: 'info',
        remedy,
      });
    return pass;
  },
});
