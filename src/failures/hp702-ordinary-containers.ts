import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindowsHostProcessPod. */
export default defineFailure({
  code: 'HP702',
  id: 'ordinary-containers',
  seenIn: ['api-error', 'event'],
  pattern: /If pod contains any hostProcess containers then all containers must be HostProcess containers/,
  title: 'HostProcess and ordinary containers in one pod',
  means: () =>
    'The API server refused the object: it mixes HostProcess and ordinary containers. An init container counts, and so does a sidecar that a webhook adds or a debug container of kubectl debug.',
  remedy: () =>
    'Set hostProcess: true at pod level only, switch sidecar injection off for this pod, or move the ordinary containers to another pod.',
  links: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://github.com/microsoft/Windows-Containers/issues/264',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec: Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess containers',
    },
  ],
  notThis: [
    {
      seenIn: 'container-state',
      text: 'CreateContainerError: failed to generate container "a" spec: pod spec and all containers inside must have the HostProcess field set to be valid',
    },
  ],
});
