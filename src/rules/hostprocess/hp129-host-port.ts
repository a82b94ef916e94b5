import {hostProcessTemplate, specField} from '../../facts/host-process-template.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';
import {listAt, numberAt} from '../../kernel/objects.ts';
import {apiRefusal, fieldPath} from '../api-refusal.ts';

/** k8s.io/kubernetes pkg/apis/core/validation: ports of `containers` only; 0 counts as not set, and defaulting fills it in. */
export default defineCheck({
  code: 'HP129',
  id: 'host-port',
  about: 'document',
  severity: 'error',
  title: 'hostPort is the same as containerPort',
  why: 'With hostNetwork the container’s port is the node’s port, so the API server refuses another hostPort.',
  remedy: 'Remove hostPort, or give it the value of containerPort.',
  links: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) => {
    if (template.spec['hostNetwork'] !== true) return judgeAll([]);
    const found = listAt(template.spec, 'containers').flatMap((container, index) =>
      listAt(container, 'ports').flatMap((port, position): Found[] => {
        const hostPort = numberAt(port, 'hostPort') ?? 0;
        if (hostPort === 0 || hostPort === numberAt(port, 'containerPort')) return [];
        const field = `${specField(template)}.containers[${index}].ports[${position}].hostPort`;
        const detail = 'must match `containerPort` when `hostNetwork` is true';
        return [
          apiRefusal(
            {type: 'Invalid value', field, value: String(hostPort), detail},
            {fix: {op: 'remove', at: fieldPath(field)}},
          ),
        ];
      }),
    );
    return judgeAll(found);
  },
  examples: {
    good: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
  containers: [{name: agent, image: registry.example/agent:1, ports: [{containerPort: 9182, hostPort: 9182}]}]
`,
    bad: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
  containers: [{name: agent, image: registry.example/agent:1, ports: [{containerPort: 9182, hostPort: 80}]}]
`,
  },
});
