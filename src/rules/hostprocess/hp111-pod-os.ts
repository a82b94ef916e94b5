import {hostProcessTemplate, specField} from '../../facts/host-process-template.ts';
import {defineCheck, type Fix, fail, judgeAll, pass} from '../../kernel/checks.ts';
import {textAt} from '../../kernel/objects.ts';
import {osErrors, shownValue} from '../../windows/pod-validation.ts';
import {API_REFUSES, apiRefusal, fieldPath} from '../api-refusal.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateOS, validateWindows, validateLinux; without spec.os none of it is checked. */
export default defineCheck({
  code: 'HP111',
  id: 'pod-os',
  about: 'document',
  severity: 'error',
  title: 'spec.os goes with the other fields',
  why: 'With spec.os.name: windows the API server refuses every Linux-only field that is present, even privileged: false or capabilities: {}; with linux it refuses windowsOptions.',
  remedy:
    'Set os.name: windows and remove the Linux-only fields: on Windows they have no effect, hostProcess gives the rights.',
  links: ['https://kubernetes.io/docs/concepts/workloads/pods/#pod-os'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) => {
    const {os} = template.spec;
    if (os === undefined || os === null) return pass;
    const field = specField(template);
    const name = textAt(os, 'name') ?? '';
    const set: Fix = {op: 'set', at: [...template.path, 'spec', 'os', 'name'], value: 'windows'};
    const unknown = unknownOs(name, field);
    if (unknown !== null) return fail(API_REFUSES + unknown, {at: set.at, fix: set});
    return judgeAll(
      osErrors(template.spec, field).map(error =>
        apiRefusal(error, {fix: name === 'linux' ? set : {op: 'remove', at: fieldPath(error.field)}}),
      ),
    );
  },
  examples: {
    good: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  os: {name: windows}
  hostNetwork: true
  securityContext: {windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
    bad: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  os: {name: windows}
  hostNetwork: true
  securityContext: {windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}}
  containers: [{name: agent, image: registry.example/agent:1, securityContext: {privileged: true}}]
`,
  },
});

/** What the server says about an os.name that is neither of the two it knows (validateOS), else null. */
function unknownOs(name: string, field: string): string | null {
  if (name === '') return `${field}.os.name: Required value`;
  if (name === 'linux' || name === 'windows') return null;
  return `${field}.os: Unsupported value: ${shownValue(name)}: supported values: "linux", "windows"`;
}
