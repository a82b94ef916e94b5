const IMAGE = 'mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image:v1.0.0';

export const configMap = (name: string, data = 'a: b', more = ''): string => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}${more}}
data: {${data}}
`;

/** A HostProcess pod on win-1, which has its image; `containers` are name and command line. */
export const hostProcessPod = (name: string, containers: Readonly<Record<string, string>>, spec = ''): string =>
  `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec: ${podSpec(containers, spec)}
`;

const podSpec = (containers: Readonly<Record<string, string>>, more = ''): string => {
  const listed = Object.entries(containers).map(
    ([name, line]) => `{name: ${name}, image: '${IMAGE}', command: [cmd, /c, ${JSON.stringify(line)}]}`,
  );
  return `{hostNetwork: true, nodeSelector: {kubernetes.io/hostname: win-1}, securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}}, containers: [${listed.join(', ')}]${more}}`;
};

const FOREVER = 'ping -t 127.0.0.1';

/** A workload of HostProcess pods; `spec` stands before the template. */
export const workload = (
  kind: string,
  name: string,
  spec = '',
  line = FOREVER,
): string => `apiVersion: ${kind === 'Job' ? 'batch' : 'apps'}/v1
kind: ${kind}
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  ${kind === 'Job' ? 'backoffLimit: 0' : `selector: {matchLabels: {app: ${name}}}`}
  ${spec}
  template:
    metadata: {labels: {app: ${name}}}
    spec: ${podSpec({main: line}, kind === 'Job' ? ', restartPolicy: Never' : '')}
`;

/** A pod that no scheduler places: it stays Pending. */
export const pendingPod = (name: string, labels = 'app: pending'): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {${labels}}}
spec: {schedulerName: none, containers: [{name: main, image: none}]}
`;

export const TALKER = hostProcessPod(
  'talker',
  {main: 'echo first& echo second& powershell -Command Start-Sleep -Seconds 3600', ended: 'echo other& exit 3'},
  ', restartPolicy: Never',
);

/** A pod with `spec`, for what the API server refuses. */
export const podOf = (spec: string): string => `apiVersion: v1
kind: Pod
metadata: {name: refused}
spec: {${spec}}
`;

export const documents = (...each: readonly string[]): string => each.join('---\n');
