import {hostProcessTemplate} from '../../facts/host-process-template.ts';
import {defineCheck, judgeAll} from '../../kernel/checks.ts';
import {valueAt} from '../../kernel/objects.ts';
import type {Path} from '../../kernel/subjects.ts';

/** https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/; pkg/kubelet/kuberuntime/security_context_windows.go. */
export default defineCheck({
  code: 'HP109',
  id: 'run-as-non-root',
  about: 'document',
  severity: 'error',
  title: 'runAsNonRoot is not true',
  why: 'Kubernetes documents that HostProcess containers may not set it; the API server does not check this, and today’s kubelets stop only ContainerAdministrator, so the pod may start all the same.',
  remedy: 'Remove runAsNonRoot: HostProcess containers have privileged access to the node.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) => {
    const spec: Path = [...template.path, 'spec'];
    const owners: [string, Path][] = [
      ['the pod', []],
      ...template.containers.map(({name, list, index}): [string, Path] => [`container ${name}`, [list, index]]),
    ];
    return judgeAll(
      owners
        .map(([who, path]) => ({who, field: [...path, 'securityContext', 'runAsNonRoot']}))
        .filter(({field}) => valueAt(template.spec, field) === true)
        .map(({who, field}) => ({
          text: `${who} sets runAsNonRoot: true`,
          at: [...spec, ...field],
          fix: {op: 'remove', at: [...spec, ...field]},
        })),
    );
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
    runAsNonRoot: true
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
  },
});
