import {defineFailure} from '../kernel/failures.ts';

/** https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#troubleshooting-hostprocess-containers */
export default defineFailure({
  code: 'HP725',
  id: 'logon-denied',
  seenIn: ['container-state', 'event'],
  pattern: /failed to logon user: Access is denied/,
  title: 'containerd may not log on other accounts',
  means: () =>
    'containerd runs as a user on that node; only LocalSystem and LocalService may create logon tokens for other accounts, not even an administrator.',
  remedy: () =>
    'On the node: sc.exe config containerd obj= LocalSystem, then restart containerd. On RKE2 set it for the service rke2; a managed node (AKS, EKS, GKE) is better reimaged.',
  links: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#troubleshooting-hostprocess-containers',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-state',
      text: 'RunContainerError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: Access is denied.: unknown',
    },
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: Access is denied.: unknown',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: Access is denied.: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem agent: Access is denied.: unknown',
    },
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: The user name or password is incorrect.: unknown',
    },
  ],
});
