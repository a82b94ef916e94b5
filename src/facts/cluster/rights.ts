import {apiFact, known, type Learned} from '../../kernel/facts.ts';
import {apiKindOf} from '../../kernel/objects.ts';
import type {AccessReview, GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';

/** What may be done to apply, watch and read one workload: each right with the API server's answer. */
export type Rights = {right: string; allowed: boolean; needed: boolean}[];

/** Asks SelfSubjectAccessReview for what running a workload takes; `needed` rights are those without which nothing can be created. */
export const rights = apiFact({
  id: 'rights',
  about: 'workload',
  learn: async (subject: Subject<'workload'>, ports: GatherPorts): Promise<Learned<Rights>> => {
    const kind = apiKindOf({apiVersion: subject.apiVersion, kind: subject.type});
    const group = subject.apiVersion.includes('/') ? (subject.apiVersion.split('/')[0] ?? '') : '';
    const own = {group, resource: kind?.resource ?? `${subject.type.toLowerCase()}s`, namespace: subject.namespace};
    const pods = {group: '', resource: 'pods', namespace: subject.namespace};
    const reviews: (AccessReview & {needed: boolean})[] = [
      {...own, verb: 'create', needed: true},
      {...own, verb: 'patch', needed: true},
      {...pods, verb: 'list', needed: false},
      {...pods, verb: 'watch', needed: false},
      {...pods, verb: 'get', subresource: 'log', needed: false},
    ];
    const answers: Rights = [];
    for (const {needed, ...review} of reviews) {
      const answer = await ports.allowed(review);
      if (answer.is !== 'known') return answer;
      answers.push({right: rightText(review), allowed: answer.value, needed});
    }
    return known(answers);
  },
});

/** A right as RBAC names it: `create jobs.batch`, `get pods/log`. */
export const rightText = ({verb, group, resource, subresource}: AccessReview): string =>
  `${verb} ${resource}${group ? `.${group}` : ''}${subresource ? `/${subresource}` : ''}`;
