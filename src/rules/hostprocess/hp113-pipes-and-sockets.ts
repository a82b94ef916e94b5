import {hostProcessTemplate, mounts} from '../../facts/host-process-template.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';
import {listAt, textAt} from '../../kernel/objects.ts';

/** hcsshim internal/jobcontainers/mounts.go: “named pipe mounts not supported for job containers - interact with the pipe directly”. */
export default defineCheck({
  code: 'HP113',
  id: 'pipes-and-sockets',
  about: 'document',
  severity: 'error',
  title: 'No named pipe or Unix socket is mounted',
  why: 'The runtime refuses to start a HostProcess container that mounts a named pipe, and Kubernetes documents that Unix sockets cannot be mounted either.',
  remedy: 'Remove the volume and its mount, and open the pipe or the socket by its path on the node.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) => {
    const used = mounts(template);
    const volumes = listAt(template.spec, 'volumes').flatMap((volume, index): Found[] => {
      const name = textAt(volume, 'name') ?? '';
      const source = textAt(volume, 'hostPath', 'path') ?? '';
      const at = [...template.path, 'spec', 'volumes', index, 'hostPath'];
      if (!used.some(mount => mount.volume === name)) return [];
      if (isPipe(source)) return [{text: `volume ${name} is the named pipe ${source}`, at: [...at, 'path']}];
      if (textAt(volume, 'hostPath', 'type') !== 'Socket') return [];
      return [{text: `volume ${name} is the Unix socket ${source}`, at: [...at, 'type']}];
    });
    const targets = used.filter(({target}) => isPipe(target));
    return judgeAll([...volumes, ...targets.map(({target, at}) => ({text: `${target} is a named pipe`, at}))]);
  },
  examples: {
    good: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
    bad: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
  containers: [{name: agent, image: registry.example/agent:1, volumeMounts: [{name: pipe, mountPath: /pipe}]}]
  volumes: [{name: pipe, hostPath: {path: \\.\pipe\csi-proxy}}]
`,
  },
});

/** `\\.\pipe\` with slashes of either kind, as Windows reads it. */
const isPipe = (path: string): boolean => /^[\\/]{2}\.[\\/]pipe[\\/]/i.test(path);
