import {hostProcessTemplate, specField} from '../../facts/host-process-template.ts';
import {defineCheck, type Fix, judgeAll} from '../../kernel/checks.ts';
import {textAt} from '../../kernel/objects.ts';
import {osErrors} from '../../windows/pod-validation.ts';
import {apiRefusal, fieldPath} from '../api-refusal.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindows, validateLinux; without spec.os none of it is checked. */
export default defineCheck({
  code: 'HP111',
  id: 'pod-os',
  about: 'document',
  severity: 'error',
  title: 'spec.os goes with the other fields',
  why: 'With spec.os.name: windows the API server refuses every Linux-only field that is present, even privileged: false or capabilities: {}; with linux it refuses windowsOptions.',
  remedy: 'Remove the Linux-only fields: on Windows they have no effect, and hostProcess is what gives the rights.',
  links: ['https://kubernetes.io/docs/concepts/workloads/pods/#pod-os'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) => {
    const osName = [...template.path, 'spec', 'os', 'name'];
    const forLinux = textAt(template.spec, 'os', 'name') === 'linux';
    return judgeAll(
      osErrors(template.spec, specField(template)).map(error => {
        const at = fieldPath(error.field);
        const fix: Fix = forLinux ? {op: 'set', at: osName, value: 'windows'} : {op: 'remove', at};
        return apiRefusal(error, forLinux ? {at, fix, remedy: 'Set spec.os.name: windows.'} : {at, fix});
      }),
    );
  },
  examples: {
    good: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  os: {name: windows}
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
    bad: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  os: {name: windows}
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
  containers:
  - {name: agent, image: registry.example/agent:1, securityContext: {privileged: true}}
`,
  },
});
