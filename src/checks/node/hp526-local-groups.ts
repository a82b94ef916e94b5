import {missingGroups} from '../../facts/pod/account-groups.ts';
import {defineCheck, judgeAll} from '../../kernel/checks.ts';
import {groupRemedy} from '../../windows/prompt-name.ts';

export default defineCheck({
  code: 'HP526',
  id: 'local-groups',
  about: 'pod',
  severity: 'error',
  title: 'The local groups that the pod’s containers run as exist on its node',
  why: 'A runAsUserName without a backslash is a local group, which the runtime looks up on the node at every start. Where it is missing Windows takes the name for a user: the container cannot log on, or will not the next time it starts.',
  remedy: 'Create the group on every node where the pod may run (net localgroup NAME /add), or use a system account.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account'],
  optIn: true,
  needs: {groups: missingGroups},
  judge: ({groups}) =>
    judgeAll(
      groups.map(({name, containers, renamed}) => {
        const who = containers.length === 1 ? 'container' : 'containers';
        const text = `the node has no local group ${name}, as which ${who} ${containers.join(', ')} should run`;
        return renamed === null
          ? {
              text,
              remedy: `${groupRemedy('On every node where the pod may run', name)}, then give it the rights that it needs; or use a system account.`,
            }
          : {
              text: `${text}; its Windows calls it ${renamed}`,
              remedy: `Set runAsUserName to ${renamed} for such nodes, or use a group of your own, which has one name everywhere.`,
            };
      }),
    ),
});
