import {defineFailure} from '../kernel/failures.ts';

/** flanneld writes the file when it has its subnet. */
export default defineFailure({
  code: 'HP853',
  id: 'flannel-subnet',
  seenIn: ['event', 'node-log'],
  pattern: /[\\/]run[\\/]{1,2}flannel[\\/]{1,2}subnet\.env: The system cannot find the (?:path|file) specified/,
  title: 'flannel has not started on the node',
  means: () => 'The file that flanneld writes is not there: most likely flanneld’s pod does not run on that node yet.',
  remedy: () =>
    'See why not: kubectl get pods -A -o wide --field-selector spec.nodeName=NODE shows flannel’s pod; it needs tolerations for the node’s taints.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5d1f0a": plugin type="flannel" failed (add): open /run/flannel/subnet.env: The system cannot find the path specified.',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5d1f0a": plugin type="flannel" failed (add): open /run/flannel/subnet.env: no such file or directory',
    },
  ],
});
