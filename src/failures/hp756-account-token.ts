import {defineFailure} from '../kernel/failures.ts';

/** containerd 1.6 keeps the token in the image’s folder: https://github.com/kubernetes/kubernetes/issues/104562. */
export default defineFailure({
  code: 'HP756',
  id: 'account-token',
  seenIn: ['container-log'],
  pattern:
    /serviceaccount[/\\]token: The system cannot find the (?:path|file) specified|unable to load in-cluster configuration/,
  title: 'The program cannot find its service account token',
  means: () =>
    'The program looks for /var/run/secrets/kubernetes.io/serviceaccount on the node’s disk. containerd 1.6 puts it under the container’s own folder instead, and with automountServiceAccountToken: false it does not exist at all.',
  remedy: () =>
    'Upgrade containerd to 1.7 or later, or give the program a kubeconfig with paths under %CONTAINER_SANDBOX_MOUNT_POINT%; check automountServiceAccountToken.',
  links: [
    'https://github.com/kubernetes/kubernetes/issues/104562',
    'https://github.com/kubernetes/client-go/issues/1302',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-log',
      text: 'panic: open /var/run/secrets/kubernetes.io/serviceaccount/token: The system cannot find the path specified.',
    },
    {
      seenIn: 'container-log',
      text: 'unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined',
    },
  ],
  notThis: [
    {seenIn: 'container-log', text: 'open C:\\etc\\token: The system cannot find the path specified.'},
    {seenIn: 'container-log', text: 'serviceaccounts "agent" is forbidden'},
  ],
});
