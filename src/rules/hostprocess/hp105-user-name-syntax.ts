import {hostProcessTemplate, specField} from '../../facts/host-process-template.ts';
import {defineCheck, judgeAll} from '../../kernel/checks.ts';
import {userNameFieldErrors} from '../../windows/pod-validation.ts';
import {apiRefusal} from '../api-refusal.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindowsSecurityContextOptions. */
export default defineCheck({
  code: 'HP105',
  id: 'user-name-syntax',
  about: 'document',
  severity: 'error',
  title: 'runAsUserName is written as the API server accepts it',
  why: 'The API server takes USER or DOMAIN\\USER with one backslash, no control characters and a user of at most 104 bytes (the Kubernetes page says 20, the code does not).',
  remedy:
    "Correct the name; in YAML write 'NT AUTHORITY\\SYSTEM' in single quotes, or double the backslash in double quotes.",
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) =>
    judgeAll(userNameFieldErrors(template.spec, specField(template)).map(error => apiRefusal(error))),
  examples: {
    good: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\SYSTEM'}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
    bad: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
  },
});
