import {defineFailure} from '../kernel/failures.ts';

/** A text of dockershim, which Kubernetes removed in 1.24. */
export default defineFailure({
  code: 'HP847',
  id: 'sandbox-conflict',
  seenIn: ['event', 'node-log'],
  pattern: /[Uu]nable to create pod sandbox due to conflict/,
  title: 'A leftover sandbox has the pod’s name',
  means: () =>
    'Docker still holds a sandbox container of the same name, most likely from before a restart of the node.',
  remedy: () =>
    'On the node: docker ps -a shows it, docker rm -f removes it; better, move the node to containerd, as Docker is not supported since Kubernetes 1.24.',
  links: ['https://kubernetes.io/docs/setup/production-environment/container-runtimes/'],
  certainty: 'inferred',
  samples: [
    {seenIn: 'node-log', text: 'Unable to create pod sandbox due to conflict. Attempting to remove sandbox "0a1b"'},
  ],
  notThis: [{seenIn: 'event', text: 'Error: failed to reserve sandbox name "a": name "a" is reserved for "0a1b"'}],
});
