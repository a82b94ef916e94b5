import {apiFact, known, type Learned} from '../../kernel/facts.ts';
import {apiKindOf, textAt} from '../../kernel/objects.ts';
import type {AccessReview, GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';

/** The label of what the run that makes it also removes, and `cleanup` when that run could not. */
export const EPHEMERAL_LABEL = 'hostprocess.dev/ephemeral';

/** Each right with the API server's answer; `needed` ones must be there before anything is created; `without` says what then fails. */
export type Rights = {right: string; allowed: boolean; needed: boolean; without: string}[];

type Asked = Omit<AccessReview, 'group' | 'namespace' | 'resource'> & {needed?: true; without: string};

const UNFOLLOWED = 'the workload can be created, but its outcome cannot be followed';

/** What is done with the workload itself: one that is removed at the end is created (a patch could take over another's), others are applied. */
const OWN: {readonly [lifetime in 'removed' | 'stays']: readonly Asked[]} = {
  removed: [
    {verb: 'create', needed: true, without: 'nothing can be created'},
    {verb: 'delete', needed: true, without: 'what this creates could not be removed again'},
    {verb: 'get', without: 'that it was removed could not be confirmed'},
  ],
  stays: [
    {verb: 'create', needed: true, without: 'nothing can be created'},
    {verb: 'patch', needed: true, without: 'nothing can be created or changed'},
    {verb: 'get', without: 'what would change is not shown, and its outcome cannot be followed'},
  ],
};
const PODS: readonly Asked[] = [
  {verb: 'list', without: UNFOLLOWED},
  {verb: 'watch', without: UNFOLLOWED},
  {verb: 'get', subresource: 'log', without: UNFOLLOWED},
];
const EVENTS: readonly Asked[] = [
  {verb: 'list', without: 'why its pods are not made or do not start may stay unknown'},
];

/** Asks SelfSubjectAccessReview for all that running a workload takes, from its creation to its removal where it is to be removed. */
export const rights = apiFact({
  id: 'rights',
  about: 'workload',
  learn: async (subject: Subject<'workload'>, ports: GatherPorts): Promise<Learned<Rights>> => {
    const object = await ports.object(subject);
    if (object.is !== 'known') return object;
    const lifetime = textAt(object.value, 'metadata', 'labels', EPHEMERAL_LABEL) === 'true' ? 'removed' : 'stays';
    const kind = apiKindOf({apiVersion: subject.apiVersion, kind: subject.type});
    const group = subject.apiVersion.includes('/') ? (subject.apiVersion.split('/')[0] ?? '') : '';
    const resource = kind?.resource ?? `${subject.type.toLowerCase()}s`;
    const {namespace} = subject;
    const asked = [
      ...OWN[lifetime].map(each => ({...each, group, resource, namespace})),
      ...PODS.map(each => ({...each, group: '', resource: 'pods', namespace})),
      ...EVENTS.map(each => ({...each, group: '', resource: 'events', namespace})),
    ];
    const answers: Rights = [];
    for (const {needed = false, without, ...review} of asked) {
      const answer = await ports.allowed(review);
      if (answer.is !== 'known') return answer;
      answers.push({right: rightText(review), allowed: answer.value, needed, without});
    }
    return known(answers);
  },
});

/** A right as RBAC names it: `create jobs.batch`, `get pods/log`. */
export const rightText = ({verb, group, resource, subresource}: Omit<AccessReview, 'namespace'>): string =>
  `${verb} ${resource}${group ? `.${group}` : ''}${subresource ? `/${subresource}` : ''}`;
