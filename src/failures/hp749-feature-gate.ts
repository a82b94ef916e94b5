import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/kubelet/kuberuntime up to 1.27, and the API server’s own form up to 1.25. */
export default defineFailure({
  code: 'HP749',
  id: 'feature-gate',
  seenIn: ['api-error', 'event'],
  pattern: /feature (?:gate )?'WindowsHostProcessContainers' is not enabled/,
  title: 'HostProcess is switched off on this Kubernetes',
  means: () =>
    'The kubelet or the API server runs with the feature gate WindowsHostProcessContainers off, which was possible up to Kubernetes 1.27.',
  remedy: () =>
    'Remove WindowsHostProcessContainers=false from the flags of kubelet and kube-apiserver, or upgrade to 1.28 or later, where it is always on.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: "Failed to create pod sandbox: pod contains HostProcess containers but feature 'WindowsHostProcessContainers' is not enabled",
    },
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.securityContext.windowsOptions.hostProcess: Forbidden: not allowed when feature gate \'WindowsHostProcessContainers\' is not enabled',
    },
  ],
  notThis: [
    {seenIn: 'node-log', text: 'unrecognized feature gate: WindowsHostProcessContainers'},
    {seenIn: 'event', text: "feature 'InPlacePodVerticalScaling' is not enabled"},
  ],
});
