import {hostProcessTemplate, userNames} from '../../facts/host-process-template.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';
import {readAccount} from '../../windows/accounts.ts';
import {userNameErrors} from '../../windows/run-as-user-name.ts';
import {hasMiscasedDomain} from './hp107-account-domain.ts';

/** hcsshim internal/jobcontainers/logon.go processToken; malformed names are HP105's, the domain's letter case HP107's. */
export default defineCheck({
  code: 'HP106',
  id: 'account',
  about: 'document',
  severity: 'warning',
  title: 'runAsUserName names an account that a HostProcess container can have',
  why: 'Only NT AUTHORITY\\SYSTEM, NT AUTHORITY\\Local service, NT AUTHORITY\\NetworkService and bare names of local groups log on without a password; domain users, gMSA accounts and local users fail when the container starts.',
  remedy: 'Use one of the three system accounts, or the bare name of a local group that exists on every node.',
  links: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://github.com/microsoft/hcsshim/pull/1286',
  ],
  needs: {template: hostProcessTemplate},
  judge: ({template}) =>
    judgeAll(
      userNames(template).flatMap(({name, at}): Found[] => {
        const account = readAccount(name);
        if (account.is !== 'unsupported' || userNameErrors(name).length > 0 || hasMiscasedDomain(name)) return [];
        const fix: Pick<Found, 'remedy' | 'fix'> = account.suggestion
          ? {remedy: `Write ${account.suggestion}.`, fix: {op: 'set', at, value: account.suggestion}}
          : {};
        return [{text: account.because, at, ...fix}];
      }),
    ),
  examples: {
    good: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\NetworkService}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
    bad: `apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: SYSTEM}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
  },
});
