import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/kubernetes/pull/69484. */
export default defineFailure({
  code: 'HP872',
  id: 'pipe-path',
  seenIn: ['container-state', 'event'],
  pattern: /invalid volume specification:? '[cC]:\\{1,4}\.\\{1,4}pipe/,
  title: 'An old kubelet spoils the path of a pipe',
  means: () => 'The kubelet put C: before \\\\.\\pipe\\…, which is no path; newer kubelets do not (kubernetes#69484).',
  remedy: () => 'Upgrade the kubelet; in a HostProcess container remove the mount and open the pipe by its own path.',
  links: ['https://github.com/kubernetes/kubernetes/pull/69484'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'event',
      text: "Error: Error response from daemon: invalid volume specification: 'c:\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine'",
    },
  ],
  notThis: [{seenIn: 'event', text: "Error response from daemon: invalid volume specification: 'c:\\data:d'"}],
});
