import {ordinarySigns} from '../../facts/pod/ordinary.ts';
import {judgedProcesses} from '../../facts/pod/processes.ts';
import {defineCheck, fail, notApplicable, pass} from '../../kernel/checks.ts';
import {readAccount} from '../../windows/accounts.ts';

const judgement = judgedProcesses('identity-judgement', container => {
  const {real} = container;
  if (ordinarySigns(container).length > 0) return notApplicable('it is not a HostProcess container (HP748)');
  if (container.account === null)
    return fail(`no runAsUserName was asked for; it runs as ${real.account} (${real.sid})`);
  const account = readAccount(container.account);
  if (account.is === 'unsupported')
    return fail(`${container.account} was asked for, which HostProcess does not support; it runs as ${real.account}`);
  // hcsshim makes a new user of the node for each container and puts it into the group (internal/jobcontainers/logon.go)
  if (account.is === 'group')
    return /^S-1-5-21-/.test(real.sid)
      ? pass
      : fail(`asked for a new user in the local group ${account.name}, but it runs as ${real.account} (${real.sid})`);
  return real.sid === account.sid
    ? pass
    : fail(`asked for ${account.canonical} (${account.sid}), it runs as ${real.account} (${real.sid})`);
});

export default defineCheck({
  code: 'HP501',
  id: 'identity',
  about: 'pod',
  severity: 'error',
  title: 'The process has the account that was asked for',
  why: 'What runs on the node is decided by runAsUserName and by the runtime; the process’s own security identifier is the proof.',
  remedy: 'Compare runAsUserName with what the process says; a container-level value wins over the pod’s.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account'],
  needs: {judgement},
  judge: ({judgement}) => judgement,
});
