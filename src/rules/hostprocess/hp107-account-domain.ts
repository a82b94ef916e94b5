import {hostProcessTemplate, userNames} from '../../facts/host-process-template.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';
import {readAccount, SYSTEM_DOMAIN} from '../../windows/accounts.ts';

/** hcsshim internal/jobcontainers/logon.go compares the domain with NT AUTHORITY byte for byte; the user's case does not matter. */
export default defineCheck({
  code: 'HP107',
  id: 'account-domain',
  about: 'document',
  severity: 'error',
  title: 'NT AUTHORITY is in capital letters',
  why: 'The runtime compares the domain letter by letter; any other case counts as a domain user without a password, and the container fails with “The user name or password is incorrect.” (read in hcsshim’s source).',
  remedy: 'Write NT AUTHORITY in capital letters.',
  links: ['https://github.com/microsoft/hcsshim/blob/main/internal/jobcontainers/logon.go'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) =>
    judgeAll(
      userNames(template)
        .filter(({name}) => hasMiscasedDomain(name))
        .map(({name, at}): Found => {
          const exact = SYSTEM_DOMAIN + name.slice(SYSTEM_DOMAIN.length);
          const sure = readAccount(exact).is === 'system';
          return {
            text: `${name} does not log on; ${exact} is the spelling that the runtime knows`,
            at,
            ...(sure ? {fix: {op: 'set', at, value: exact}} : {}),
          };
        }),
    ),
  examples: {
    good: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\system}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
    bad: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT Authority\SYSTEM}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
  },
});

/** Whether the domain is NT AUTHORITY but for its letters' case. */
export function hasMiscasedDomain(name: string): boolean {
  const [domain, ...user] = name.split('\\');
  return user.length === 1 && domain !== SYSTEM_DOMAIN && domain?.toUpperCase() === SYSTEM_DOMAIN;
}
