import {asked} from '../../facts/pod/asked.ts';
import {identity} from '../../facts/pod/identity.ts';
import {ordinarySigns} from '../../facts/pod/ordinary.ts';
import {defineCheck, fail, notApplicable, pass} from '../../kernel/checks.ts';
import {expectedAdmin, readAccount} from '../../windows/accounts.ts';

export default defineCheck({
  code: 'HP502',
  id: 'admin',
  about: 'pod',
  severity: 'error',
  title: 'The process has exactly the administrator rights of its account',
  why: 'SYSTEM is an administrator; LocalService and NetworkService are not, and that is right. Anything else means the token is not what was asked for.',
  remedy: 'Check runAsUserName, and whether the container is a HostProcess container at all (HP748).',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account'],
  needs: {asked, identity, signs: ordinarySigns},
  judge: ({asked, identity, signs}) => {
    if (signs.length > 0) return notApplicable('it is not a HostProcess container (HP748)');
    const account = readAccount(asked.account ?? '');
    const expected = expectedAdmin(account);
    if (expected === null)
      return notApplicable(`whether ${asked.account ?? 'no account'} is an administrator depends on the group`);
    if (identity.admin === expected) return pass;
    return fail(`administrator: ${identity.admin}; with ${asked.account} it should be ${expected}`);
  },
});
