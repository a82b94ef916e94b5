import {hostProcessTemplate, specField} from '../../facts/host-process-template.ts';
import {defineCheck, judgeAll} from '../../kernel/checks.ts';
import {hostProcessErrors} from '../../windows/pod-validation.ts';
import {apiRefusal} from '../api-refusal.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindowsHostProcessPod. */
export default defineCheck({
  code: 'HP101',
  id: 'host-network',
  about: 'document',
  severity: 'error',
  title: 'HostProcess pods share the node’s network',
  why: 'The API server refuses a pod with HostProcess containers unless hostNetwork is true, and never sets it for you.',
  remedy: 'Set hostNetwork: true in the pod spec.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) =>
    judgeAll(
      hostProcessErrors(template.spec, specField(template))
        .filter(error => error.field.endsWith('.hostNetwork'))
        .map(error => {
          const at = [...template.path, 'spec', 'hostNetwork'];
          return apiRefusal(error, {at, fix: {op: 'set', at, value: true}});
        }),
    ),
  examples: {
    good: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
  containers:
  - {name: agent, image: registry.example/agent:1}
`,
    bad: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
  containers:
  - {name: agent, image: registry.example/agent:1}
`,
  },
});
