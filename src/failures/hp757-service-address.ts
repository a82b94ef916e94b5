import {defineFailure} from '../kernel/failures.ts';

/** A known limitation of host networking on Windows; https://github.com/projectcalico/calico/issues/6830. Only requests to the Kubernetes API by the form an in-cluster client makes. */
export default defineFailure({
  code: 'HP757',
  id: 'service-address',
  seenIn: ['container-log'],
  pattern:
    /"https:\/\/(?<address>[\d.]{7,15}):443\/(?:apis?\/|version|healthz)[^"\n]{0,400}": (?:dial tcp [\d.]{7,15}:443: (?:i\/o timeout|connectex)|net\/http: (?:request canceled while waiting|TLS handshake timeout))/,
  title: 'The API server’s service address is not reachable from the node',
  means: ({address}) =>
    `The program calls the API server at ${address ?? 'its service address'}, the address that pods use. From a node’s own network this works on Windows only when kube-proxy and the network plugin have set it up, and not everywhere even then.`,
  remedy: () =>
    'Set KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT in the container’s env to the API server’s real address; check that kube-proxy runs on that node.',
  links: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/',
    'https://github.com/projectcalico/calico/issues/6830',
    'https://github.com/kubernetes/kubernetes/issues/126795',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-log',
      text: 'Failed to watch *v1.Node: failed to list *v1.Node: Get "https://10.96.0.1:443/api/v1/nodes?limit=500&resourceVersion=0": dial tcp 10.96.0.1:443: i/o timeout',
    },
    {
      seenIn: 'container-log',
      text: 'err="Get \\"https://10.0.0.1:443/apis/apps/v1/daemonsets\\": dial tcp 10.0.0.1:443: connectex: A connection attempt failed because the connected party did not properly respond after a period of time"',
    },
    {
      seenIn: 'container-log',
      text: 'Get "https://10.96.0.1:443/version": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    },
  ],
  notThis: [
    {
      seenIn: 'container-log',
      text: 'Get "https://203.0.113.7:443/v2/": dial tcp 203.0.113.7:443: connectex: A connection attempt failed',
    },
    {seenIn: 'container-log', text: 'dial tcp 10.96.0.1:443: i/o timeout'},
    {
      seenIn: 'event',
      text: 'Failed to pull image "a": Head "https://203.0.113.7/v2/": dial tcp 203.0.113.7:443: i/o timeout',
    },
  ],
});
