import {nodeFact} from '../../facts/node/derived/node-fact.ts';
import {users} from '../../facts/node/kinds/users.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP521',
  id: 'leftover-users',
  about: 'node',
  severity: 'info',
  title: 'No local accounts of containers are left over',
  why: 'A HostProcess container that runs as a local group gets a local account named after it, which stays behind when the runtime’s shim crashes.',
  remedy:
    'Compare with the running containers: an account whose name no id in crictl ps -a begins with can be removed (Remove-LocalUser).',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account'],
  optIn: true,
  needs: {accounts: nodeFact(users())},
  judge: ({accounts}) => {
    const named = accounts.users.map(user => user.name).filter(name => CONTAINER_ID.test(name));
    if (named.length === 0) return pass;
    const shown = named.slice(0, 3).join(', ');
    const more = named.length > 3 ? ` and ${named.length - 3} more` : '';
    return fail(`accounts of containers, running or gone: ${shown}${more}`);
  },
});

/** The first 20 characters of a container's id (hcsshim internal/jobcontainers/logon.go). */
const CONTAINER_ID = /^[0-9a-f]{20}$/;
