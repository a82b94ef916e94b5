import {ordinarySigns} from '../../facts/pod/ordinary.ts';
import {judgedProcesses} from '../../facts/pod/processes.ts';
import {defineCheck, fail, notApplicable, pass} from '../../kernel/checks.ts';
import {expectedAdmin, readAccount} from '../../windows/accounts.ts';

const judgement = judgedProcesses('admin-judgement', container => {
  if (ordinarySigns(container).length > 0) return notApplicable('it is not a HostProcess container (HP748)');
  const expected = expectedAdmin(readAccount(container.account ?? ''));
  if (expected === null)
    return notApplicable(`whether ${container.account ?? 'no account'} is an administrator depends on the group`);
  if (container.real.admin === expected) return pass;
  return fail(`administrator: ${container.real.admin}; with ${container.account} it should be ${expected}`);
});

export default defineCheck({
  code: 'HP502',
  id: 'admin',
  about: 'pod',
  severity: 'error',
  title: 'The process has exactly the administrator rights of its account',
  why: 'SYSTEM is an administrator; LocalService and NetworkService are not, and that is right. Anything else means the token is not what was asked for.',
  remedy: 'Check runAsUserName, and whether the container is a HostProcess container at all (HP748).',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account'],
  needs: {judgement},
  judge: ({judgement}) => judgement,
});
