import {rights} from '../../facts/cluster/rights.ts';
import {defineCheck, judgeAll} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP411',
  id: 'rights',
  about: 'workload',
  severity: 'error',
  title: 'You may create the workload, follow it and remove what is to be removed',
  why: 'Creating and removing take rights on the workload; waiting for it takes list and watch on pods; the verdict is read from pods/log.',
  remedy: 'Ask for the right that is named, or use a context that has it.',
  links: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/'],
  needs: {rights},
  judge: ({rights}) =>
    judgeAll(
      rights
        .filter(each => !each.allowed)
        .map(each => ({
          text: `you may not ${each.right}: ${each.without}`,
          severity: each.needed ? ('error' as const) : ('warning' as const),
        })),
    ),
});
