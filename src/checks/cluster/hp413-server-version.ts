import {serverVersion} from '../../facts/cluster/server-version.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';
import {atLeast} from '../../windows/versions.ts';

export default defineCheck({
  code: 'HP413',
  id: 'server-version',
  about: 'cluster',
  severity: 'error',
  title: 'The API server knows HostProcess containers',
  why: 'HostProcess containers came with Kubernetes 1.22 behind a feature gate and are on by default since 1.23; an older API server drops the field.',
  remedy: 'Upgrade the cluster to Kubernetes 1.23 or later; 1.26 made HostProcess containers stable.',
  links: ['https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/'],
  needs: {server: serverVersion},
  judge: ({server}) => {
    if (atLeast(server, '1.23.0')) return pass;
    return atLeast(server, '1.22.0')
      ? fail(
          `the API server is ${server.text}, where they are alpha and need the feature gate WindowsHostProcessContainers`,
          {severity: 'warning'},
        )
      : fail(`the API server is ${server.text}`);
  },
});
