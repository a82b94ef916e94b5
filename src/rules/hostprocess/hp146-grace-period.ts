import {hostProcessTemplate} from '../../facts/host-process-template.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

/** Measured on a Kubernetes 1.36.3 API server; https://github.com/kubernetes/kubernetes/issues/120671. */
export default defineCheck({
  code: 'HP146',
  id: 'grace-period',
  about: 'document',
  severity: 'warning',
  title: 'terminationGracePeriodSeconds is not 0',
  why: 'With 0 every ordinary delete removes the pod at once although the kubelet has confirmed nothing, so a process with rights on the node can outlive its deleted pod.',
  remedy: 'Set terminationGracePeriodSeconds: 1, or leave it out for the default of 30.',
  links: ['https://github.com/kubernetes/kubernetes/issues/120671'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) => {
    if (template.spec['terminationGracePeriodSeconds'] !== 0) return pass;
    const at = [...template.path, 'spec', 'terminationGracePeriodSeconds'];
    return fail('terminationGracePeriodSeconds is 0', {at, fix: {op: 'set', at, value: 1}});
  },
  examples: {
    good: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  terminationGracePeriodSeconds: 1
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
    bad: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  terminationGracePeriodSeconds: 0
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
  },
});
