import {asked} from '../../facts/pod/asked.ts';
import {identity} from '../../facts/pod/identity.ts';
import {ordinarySigns} from '../../facts/pod/ordinary.ts';
import {defineCheck, fail, notApplicable, pass} from '../../kernel/checks.ts';
import {readAccount} from '../../windows/accounts.ts';

export default defineCheck({
  code: 'HP501',
  id: 'identity',
  about: 'pod',
  severity: 'error',
  title: 'The process has the account that was asked for',
  why: 'What runs on the node is decided by runAsUserName and by the runtime; the process’s own security identifier is the proof.',
  remedy: 'Compare runAsUserName with what the process says; a container-level value wins over the pod’s.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account'],
  needs: {asked, identity, signs: ordinarySigns},
  judge: ({asked, identity, signs}) => {
    if (signs.length > 0) return notApplicable('it is not a HostProcess container (HP748)');
    if (asked.account === null)
      return fail(`no runAsUserName was asked for; it runs as ${identity.account} (${identity.sid})`);
    const account = readAccount(asked.account);
    if (account.is === 'unsupported')
      return fail(`${asked.account} was asked for, which HostProcess does not support; it runs as ${identity.account}`);
    if (account.is === 'group')
      return notApplicable(
        `${asked.account} is a local group: a temporary account in it has a new identifier each time`,
      );
    return identity.sid === account.sid
      ? pass
      : fail(`asked for ${account.canonical} (${account.sid}), it runs as ${identity.account} (${identity.sid})`);
  },
});
