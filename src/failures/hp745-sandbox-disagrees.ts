import {defineFailure} from '../kernel/failures.ts';

/** containerd internal/cri/server/container_create.go; https://github.com/kubernetes/kubernetes/issues/110140. */
export default defineFailure({
  code: 'HP745',
  id: 'sandbox-disagrees',
  seenIn: ['container-state', 'event'],
  pattern: /pod spec and all containers inside must have the HostProcess field set to be valid/,
  title: 'The kubelet asked for a HostProcess container in an ordinary sandbox',
  means: () =>
    'Pod sandbox and container disagree about HostProcess: some kubelets of 1.23 and 1.24 miss hostProcess when only the containers set it.',
  remedy: () => 'Set hostProcess: true at pod level, and upgrade the kubelet.',
  links: ['https://github.com/kubernetes/kubernetes/issues/110140'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-state',
      text: 'CreateContainerError: failed to generate container "4f1c8e0d9a" spec: pod spec and all containers inside must have the HostProcess field set to be valid',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: pod must not contain both HostProcess and non-HostProcess containers',
    },
  ],
});
