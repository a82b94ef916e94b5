import {defineFailure, type FailureGroups} from '../kernel/failures.ts';

/** What stands at the end of a pull error, what it means and what to do; the first that fits counts. */
const REASONS: readonly {pattern: RegExp; means: string; remedy: string}[] = [
  {
    pattern: /ErrImageNeverPull|pull policy of Never/,
    means: 'the node does not have the image, and imagePullPolicy: Never forbids pulling it',
    remedy: 'Pull the image onto the node first, or set imagePullPolicy: IfNotPresent.',
  },
  {
    pattern: /InvalidImageName|couldn't parse image/,
    means: 'the image’s name is malformed',
    remedy: 'Write it as registry/name:tag or registry/name@sha256:digest, the name in lower case.',
  },
  {
    pattern: /429 Too Many Requests|toomanyrequests/,
    means: 'the registry limits how often this address may pull',
    remedy: 'Log in with an image pull secret, or pull through a mirror of your own.',
  },
  {
    pattern:
      /401 Unauthorized|403 Forbidden|unauthorized:|failed to authorize|pull access denied|insufficient_scope|no basic auth credentials/,
    means:
      'the registry refused the node’s credentials, or does not say that the image is missing to those who may not see it',
    remedy: 'Check the name, the imagePullSecrets of the pod and the node’s credential provider.',
  },
  {
    pattern: /no such host/,
    means: 'the node cannot resolve the registry’s name',
    remedy: 'Check the name, and DNS on the node: the node resolves it, not the cluster’s DNS.',
  },
  {
    pattern: /x509:/,
    means: 'the node does not trust the registry’s certificate',
    remedy:
      'Install the CA certificate on the node or in containerd’s certs.d; behind a proxy that opens TLS, the proxy’s CA.',
  },
  {
    pattern:
      /i\/o timeout|connectex:|connection refused|TLS handshake timeout|deadline exceeded|request canceled|Client\.Timeout/,
    means: 'the node cannot reach the registry',
    remedy:
      'Check firewall and routes; behind a proxy, HTTPS_PROXY and NO_PROXY must be set on the containerd service itself.',
  },
  {
    pattern: /not enough space on the disk|no space left on device/,
    means: 'the node’s disk is full',
    remedy: 'Remove unused images with crictl rmi --prune, or give the node a larger disk.',
  },
  {
    pattern: /failed to extract layer|failed to prepare extraction snapshot|hcsshim::(?:Import|Process)/,
    means: 'the image was downloaded but could not be unpacked on the node',
    remedy: 'Look for anti-virus or other file system filters on containerd’s folder (fltmc filters) and exclude it.',
  },
  {
    pattern: /manifest unknown|: not found(?:$|[\s"'])|code = NotFound/,
    means: 'the registry has no image of that name and tag',
    remedy: 'Correct the image’s name or tag.',
  },
];

/** containerd’s texts as the kubelet repeats them; https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff. */
export default defineFailure({
  code: 'HP724',
  id: 'image-pull',
  seenIn: ['event', 'container-state'],
  pattern:
    /^(?:\(combined from similar events\): )?(?:Error: )?(?<what>Failed to pull image|Back-off pulling image|ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|Container image "[^"\n]{1,300}" is not present with pull policy of Never|Failed to apply default image tag)(?![\s\S]{0,1500}(?:no match for platform in manifest|image operating system "|Access is denied|Incorrect function|The device is not ready|used by another process|registry database is corrupt|The specified module could not be found|The system cannot find the (?:path|file) specified))(?=(?<detail>[\s\S]{0,2000}))/,
  title: 'The node cannot get the image',
  means: groups => {
    const reason = reasonOf(groups);
    return reason
      ? `The container cannot start: ${reason.means}.`
      : 'The container cannot start because the node could not pull its image; this text does not say why.';
  },
  remedy: groups =>
    reasonOf(groups)?.remedy ?? 'kubectl describe pod shows the first event “Failed to pull image” with the reason.',
  links: [
    'https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff',
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/agent:1": rpc error: code = NotFound desc = failed to pull and unpack image "registry.example/agent:1": failed to resolve reference "registry.example/agent:1": registry.example/agent:1: not found',
    },
    {
      seenIn: 'container-state',
      text: 'ErrImagePull: rpc error: code = Unknown desc = failed to pull and unpack image "registry.example/agent:1": failed to resolve reference "registry.example/agent:1": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://registry.example/token: 401 Unauthorized',
    },
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/agent:1": rpc error: code = Unknown desc = failed to pull and unpack image "registry.example/agent:1": failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://registry.example/v2/blobs/1": dial tcp 203.0.113.7:443: connectex: A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond.',
    },
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/agent:1": rpc error: code = Unknown desc = failed to pull and unpack image "registry.example/agent:1": failed to extract layer sha256:4612f6d0b889: hcsshim::ImportLayer failed in Win32: The data is invalid. (0xd): unknown',
    },
    {seenIn: 'container-state', text: 'ImagePullBackOff: Back-off pulling image "registry.example/agent:1"'},
    {seenIn: 'event', text: 'Back-off pulling image "registry.example/agent:1"'},
    {seenIn: 'event', text: 'Error: ErrImagePull'},
    {
      seenIn: 'container-state',
      text: 'ErrImageNeverPull: Container image "registry.example/agent:1" is not present with pull policy of Never',
    },
    {
      seenIn: 'event',
      text: 'Failed to apply default image tag "registry.example/Agent:1": couldn\'t parse image name "registry.example/Agent:1": invalid reference format: repository name (agent) must be lowercase',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error creating: Internal error occurred: failed calling webhook "x.example": Post "https://x.example:443/": x509: certificate signed by unknown authority',
    },
    {
      seenIn: 'event',
      text: 'Readiness probe failed: Get "http://10.0.0.403:8080/": dial tcp 10.0.0.4:8080: i/o timeout',
    },
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/agent:1": rpc error: code = NotFound desc = failed to pull and unpack image "registry.example/agent:1": no match for platform in manifest: not found',
    },
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/agent:1": rpc error: code = Unknown desc = failed to pull and unpack image "registry.example/agent:1": failed to extract layer sha256:4612f6d0b889: hcsshim::ImportLayer failed in Win32: Access is denied. (0x5): unknown',
    },
    {seenIn: 'event', text: 'Successfully pulled image "registry.example/agent:1" in 429ms'},
  ],
});

const reasonOf = ({what = '', detail = ''}: FailureGroups) =>
  REASONS.find(({pattern}) => pattern.test(`${what}${detail}`));
