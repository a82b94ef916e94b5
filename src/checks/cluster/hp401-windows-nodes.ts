import {isWindows, nodes} from '../../facts/cluster/nodes.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP401',
  id: 'windows-nodes',
  about: 'cluster',
  severity: 'error',
  title: 'The cluster has Windows nodes',
  why: 'HostProcess containers run on Windows nodes only; without one every pod stays Pending or lands on Linux and fails.',
  remedy: 'Add a Windows node pool, or choose another cluster with --context.',
  links: ['https://kubernetes.io/docs/concepts/windows/intro/'],
  needs: {nodes},
  judge: ({nodes}) =>
    nodes.some(isWindows)
      ? pass
      : fail(
          nodes.length === 0
            ? 'the cluster has no nodes at all'
            : `none of the ${nodes.length} nodes has kubernetes.io/os=windows`,
        ),
});
