import {expect, test} from 'vitest';
import {claims} from '../../src/failures/explain.ts';
import {FAILURES} from '../../src/failures/index.ts';
import type {SeenIn} from '../../src/kernel/failures.ts';

/** Real texts that share their words with a failure they do not belong to, and the one that explains them instead: mostly none. */
const NEAR_MISSES: readonly (readonly [string | null, SeenIn, string])[] = [
  // “The system cannot find the … specified” says a hundred things; only the bare line of cmd.exe is about paths of the manifest (HP737)
  ['HP840', 'node-log', 'open //./pipe/containerd-containerd: The system cannot find the file specified.'],
  ['HP840', 'event', 'dial: open \\\\.\\pipe\\containerd-containerd: The system cannot find the file specified.'],
  ['HP853', 'event', 'failed (add): open /run/flannel/subnet.env: The system cannot find the path specified.'],
  ['HP870', 'container-log', 'open \\\\.\\pipe\\csi-proxy-volume-v1: The system cannot find the file specified.'],
  ['HP844', 'node-log', 'hcsshim::ProcessBaseLayer failed in Win32: The system cannot find the path specified. (0x3)'],
  [
    'HP811',
    'event',
    'Error: failed to start containerd task "web": hcs::System::CreateProcess web: The system cannot find the file specified.: unknown',
  ],
  [
    null,
    'node-log',
    'E0102 kubelet.go:1 GetFileAttributesEx C:\\etc\\resolv.conf: The system cannot find the file specified.',
  ],
  [
    null,
    'event',
    'error during connect: open //./pipe/docker_engine: The system cannot find the file specified. Is the docker daemon running?',
  ],
  // digits, certificates and names that are not a registry’s (HP724)
  [null, 'event', 'Back-off restarting failed container agent in pod agent-x_default(403)'],
  [null, 'container-state', 'CrashLoopBackOff: back-off 5m0s restarting failed container=agent pod=agent_default(429)'],
  [null, 'event', 'Readiness probe failed: Get "https://10.0.0.4:8443/healthz": x509: certificate has expired'],
  [
    null,
    'event',
    'Error creating: Internal error occurred: failed calling webhook "a.b.c": failed to call webhook: Post "https://w.ns.svc:443/": x509: certificate signed by unknown authority',
  ],
  [null, 'api-error', 'Unable to connect to the server: x509: certificate signed by unknown authority'],
  [null, 'event', 'Error creating: Internal error occurred: failed calling webhook "a.b.c": no such host'],
  [null, 'container-log', 'dial tcp: lookup registry.example on 10.0.0.10:53: no such host'],
  [null, 'container-log', 'HTTP 403 Forbidden'],
  // deadlines of others (HP753)
  [
    null,
    'event',
    'Liveness probe failed: Get "http://10.0.0.4:80/": context deadline exceeded (Client.Timeout exceeded)',
  ],
  [null, 'container-log', 'Error connecting to CSI driver: context deadline exceeded'],
  [
    null,
    'node-log',
    'validate service connection: validate CRI v1 runtime API for endpoint "npipe:////./pipe/x": context deadline exceeded',
  ],
  ['HP821', 'node-log', 'hcs::System::Shutdown f9b676f74a5d: context deadline exceeded'],
  // volumes that fail for reasons of their own (HP783)
  [
    'HP830',
    'event',
    'MountVolume.SetUp failed for volume "kube-api-access-x" : chown c:\\var\\lib\\kubelet\\pods\\0a1b\\token: not supported by windows',
  ],
  [null, 'event', 'MountVolume.SetUp failed for volume "pv" : kubernetes.io/csi: mounter.SetupAt failed: rpc error'],
  // what a person’s own shell says (HP732): only the place tells
  [null, 'event', "'docker' is not recognized as an internal or external command, operable program or batch file."],
  [null, 'api-error', "'kubectl-hostprocess' is not recognized as an internal or external command,"],
  // addresses that are no service of the cluster (HP757)
  [
    null,
    'container-log',
    'Get "https://203.0.113.7:443/v2/": dial tcp 203.0.113.7:443: connectex: A connection attempt failed because the connected party did not properly respond',
  ],
  [null, 'container-log', 'dial tcp 10.0.0.1:443: i/o timeout'],
  // the command of kubectl cp, not the container’s own (HP731) nor one of kubectl exec (HP769)
  [
    'HP770',
    'api-error',
    'error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "9c1e": failed to get application name from commandline "tar cf - C:/logs": failed to find executable "tar": unknown',
  ],
  // fields that are not Windows’ (HP781)
  [null, 'api-error', 'error: strict decoding error: unknown field "spec.hostNetwrok"'],
  [
    null,
    'api-error',
    'Error from server (BadRequest): strict decoding error: duplicate field "spec.containers[0].name"',
  ],
  // HNS errors that share their words
  [
    'HP860',
    'node-log',
    '"Healthcheck loadbalancer policy creation failed" err="hcnCreateLoadBalancer failed in Win32: The specified port already exists. (0x803b0013)"',
  ],
  [
    'HP774',
    'node-log',
    '"Policy creation failed" err="hcnCreateLoadBalancer failed in Win32: The specified port already exists. (0x803b0013)"',
  ],
  [
    'HP858',
    'node-log',
    'hcnCreateLoadBalancer failed in Win32: Cannot create a file when that file already exists. (0xb7)',
  ],
  [
    'HP852',
    'event',
    'plugin type="nat" name="nat" failed (add): hnsCall failed in Win32: The object already exists. (0x1392)',
  ],
  ['HP773', 'container-log', 'hnsCall failed in Win32: The object already exists. (0x1392)'],
  ['HP863', 'container-log', 'hnsCall failed in Win32: The parameter is incorrect. (0x57)'],
  ['HP854', 'event', 'plugin type="sdnbridge" failed (add): no IP ranges specified'],
  // the same Win32 text from other functions
  [
    'HP816',
    'event',
    'Error: failed to create containerd task: hcs::CreateComputeSystem a: The parameter is incorrect.: unknown',
  ],
  [
    'HP814',
    'event',
    'Error: failed to create containerd task: hcs::CreateComputeSystem a: The directory name is invalid.: unknown',
  ],
  [
    'HP813',
    'event',
    'Error: failed to start containerd task "a": hcs::System::CreateProcess a: The directory name is invalid.: unknown',
  ],
  [
    'HP751',
    'event',
    'Error: failed to start containerd task "web": hcs::CreateComputeSystem web: Access is denied.: unknown',
  ],
  [
    'HP818',
    'event',
    'Error: failed to create containerd container: rootpath on mountPath C:\\a, volume D:: CreateFile C:\\a\\D:: The filename, directory name, or volume label syntax is incorrect.',
  ],
  // fine as it is
  [null, 'container-log', 'Access is denied.'],
  [null, 'container-log', 'Process has admin rights: True'],
  [null, 'event', '0/3 nodes are available: 3 Insufficient memory.'],
  [null, 'event', "pod didn't trigger scale-up: 1 node(s) didn't match Pod's node affinity/selector"],
  [null, 'node-condition', 'KubeletReady: kubelet is posting ready status'],
  [null, 'container-state', 'Error'],
  [null, 'container-state', 'Completed'],
  [
    null,
    'api-error',
    'Error from server (Forbidden): pods is forbidden: User "dev" cannot list resource "pods" in API group ""',
  ],
];

test.each(NEAR_MISSES)('%s explains this %s: %s', (code, seenIn, text) => {
  expect(claims(seenIn, text, {}, FAILURES).map(({failure}) => failure.code)).toEqual(code === null ? [] : [code]);
});

test('a failure claims only texts from its own places', () => {
  const text = "'pwsh' is not recognized as an internal or external command,";
  const codes = (seenIn: SeenIn) => claims(seenIn, text, {}, FAILURES).map(({failure}) => failure.code);
  expect(codes('container-log')).toEqual(['HP732']);
  expect(codes('event')).toEqual([]);
});

/** What a hostile log could hold: the beginnings of patterns without their ends, a megabyte of each. */
const HOSTILE = [
  'failed to bind target ',
  'hcsshim::System::Shutdown ',
  '"https://10.96.0.1:443/api/',
  "The term '",
  'password is incorrect"User":"',
  'CreateComputeSystem web ',
  'runAsUserName',
  'open \\\\\\\\.\\pipe\\csi-proxy-',
  'commandline "$(CONTAINER_SANDBOX_MOUNT_POIN',
  'lookup a.b.sv',
  'chown ',
];

test.each(HOSTILE)('a megabyte of “%s” is read to its end and explained by nobody', start => {
  const text = start.repeat(1_000_000 / start.length);
  expect(FAILURES.filter(({pattern}) => pattern.test(text)).map(({code}) => code)).toEqual([]);
});
