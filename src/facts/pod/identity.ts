import {type Answer, askFact, type Learned} from '../../kernel/facts.ts';
import {learnedFrom} from '../../kernel/gather.ts';
import {textAt, valueAt} from '../../kernel/objects.ts';
import type {Json} from '../../kernel/subjects.ts';
import {IDENTITY_ASK, type Identity, readIdentity} from '../node/kinds/identity.ts';

/** Who the process in one container says it is, or why that was not learned. */
export type ContainerIdentity = {container: string; identity: Learned<Identity>};

/** A pod's answer to a question: that of each container which was asked. */
export const answerOfPod = (answers: readonly {container: string; answer: Answer}[]): Answer => ({
  is: 'value',
  value: answers,
});

/** Who the processes in a pod really are, as they say themselves: account, groups, administrator or not, host name, mount point. */
export const identity = askFact({
  id: 'identity',
  about: 'pod',
  ask: () => IDENTITY_ASK,
  read: (value): readonly ContainerIdentity[] | undefined =>
    Array.isArray(value) ? value.map((each: Json) => readContainer(each)) : undefined,
});

const readContainer = (each: Json): ContainerIdentity => ({
  container: textAt(each, 'container') ?? '',
  identity: learnedFrom((valueAt(each, ['answer']) ?? undefined) as Answer | undefined, readIdentity),
});
