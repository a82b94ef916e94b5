import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindowsHostProcessPod. */
export default defineFailure({
  code: 'HP704',
  id: 'allow-privileged',
  seenIn: ['api-error', 'event'],
  pattern: /hostProcess containers are disallowed by cluster policy/,
  title: 'The API server allows no privileged containers',
  means: () =>
    'The API server refused the object: it runs with --allow-privileged=false, which forbids HostProcess containers in the whole cluster.',
  remedy: () =>
    'Ask whoever runs the control plane to start kube-apiserver with --allow-privileged=true; no setting in the manifest helps.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec: Forbidden: hostProcess containers are disallowed by cluster policy',
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.containers[0].securityContext.privileged: Forbidden: disallowed by cluster policy',
    },
    {
      seenIn: 'api-error',
      text: 'admission webhook "validate.kyverno.svc-fail" denied the request: HostProcess containers are disallowed.',
    },
  ],
});
