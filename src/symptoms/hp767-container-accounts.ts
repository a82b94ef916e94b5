import {defineSymptom} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers/logon.go: named after the first 20 characters of the container’s id, removed when the shim closes it. */
export default defineSymptom({
  code: 'HP767',
  id: 'container-accounts',
  title: 'Accounts of containers are left on the node',
  seen: 'Get-LocalUser on a node shows users whose names are 20 hexadecimal digits.',
  means:
    'A HostProcess container whose runAsUserName is a local group gets a user of its own, named after the container’s id. The shim removes it in the end; one that crashed leaves it behind.',
  remedy:
    'Remove those of no running container: no id of crictl ps begins with their name (Remove-LocalUser). kubectl hostprocess doctor --probe --opt-in HP521 lists them.',
  foundBy: ['HP521'],
  links: [
    'https://github.com/microsoft/hcsshim/blob/main/internal/jobcontainers/logon.go',
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account',
  ],
  certainty: 'concluded',
  askedAs: [
    'Get-LocalUser',
    'local users hex',
    'strange local users',
    'unknown local users',
    'local accounts hexadecimal',
    'leftover users',
    'leftover accounts',
  ],
});
