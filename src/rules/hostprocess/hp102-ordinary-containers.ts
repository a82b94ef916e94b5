import {hostProcessTemplate, specField} from '../../facts/host-process-template.ts';
import {defineCheck, judgeAll} from '../../kernel/checks.ts';
import {fieldErrorText, hostProcessErrors} from '../../windows/pod-validation.ts';
import {API_REFUSES} from '../api-refusal.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindowsHostProcessPod. */
export default defineCheck({
  code: 'HP102',
  id: 'ordinary-containers',
  about: 'document',
  severity: 'error',
  title: 'All containers of a HostProcess pod are HostProcess containers',
  why: 'One pod cannot mix HostProcess and ordinary containers; init containers and sidecars that a webhook injects count too.',
  remedy:
    'Set hostProcess: true once at pod level and remove it from the containers, or move the ordinary containers to another pod.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) => {
    const field = specField(template);
    const ordinary = template.containers.filter(container => !container.hostProcess);
    const names = ordinary.map(container => container.name).join(', ');
    return judgeAll(
      hostProcessErrors(template.spec, field)
        .filter(error => error.field === field)
        .map(error => ({
          text: `not HostProcess: ${names}; ${API_REFUSES}${fieldErrorText(error)}`,
          at: ordinary[0]?.path ?? [...template.path, 'spec'],
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
  initContainers: [{name: install, image: registry.example/install:1}]
  containers: [{name: agent, image: registry.example/agent:1}]
`,
    bad: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  initContainers: [{name: install, image: registry.example/install:1}]
  containers:
  - name: agent
    image: registry.example/agent:1
    securityContext:
      windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
`,
  },
});
