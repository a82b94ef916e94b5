import {hostProcessTemplate, specField} from '../../facts/host-process-template.ts';
import {defineCheck, judgeAll} from '../../kernel/checks.ts';
import {hostProcessErrors} from '../../windows/pod-validation.ts';
import {apiRefusal} from '../api-refusal.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindowsHostProcessPod. */
export default defineCheck({
  code: 'HP103',
  id: 'host-process-levels',
  about: 'document',
  severity: 'error',
  title: 'Containers and pod agree about hostProcess',
  why: 'When the pod sets hostProcess, a container may only repeat that value, never override it.',
  remedy: 'Keep hostProcess: true at pod level and remove it from the containers.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) =>
    judgeAll(
      hostProcessErrors(template.spec, specField(template))
        .filter(error => error.field.endsWith('.hostProcess'))
        .map(error => apiRefusal(error)),
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
  - name: agent
    image: registry.example/agent:1
    securityContext: {windowsOptions: {hostProcess: true}}
`,
    bad: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: false, runAsUserName: NT AUTHORITY\SYSTEM}
  containers:
  - name: agent
    image: registry.example/agent:1
    securityContext: {windowsOptions: {hostProcess: true}}
`,
  },
});
