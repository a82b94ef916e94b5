import {textAt, valueAt} from '../../kernel/objects.ts';
import {done, type Outcome} from '../../kernel/outcome.ts';
import type {AccessReview} from '../../kernel/ports.ts';
import type {Transport} from './transport.ts';

/** Whether this user may do it, with the authorizer's reason (SelfSubjectAccessReview). Reviews store nothing: they may be repeated. */
export async function allowed(
  transport: Transport,
  review: AccessReview,
  signal?: AbortSignal,
): Promise<Outcome<{allowed: boolean; reason: string}>> {
  const said = await transport.say(
    {
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {resourceAttributes: review},
      },
      repeatable: true,
    },
    signal,
  );
  if (!said.ok) return said;
  const {object} = said.value;
  return done({
    allowed: valueAt(object, ['status', 'allowed']) === true,
    reason: textAt(object, 'status', 'reason') || textAt(object, 'status', 'evaluationError') || '',
  });
}

/** The user's name as the server knows it (SelfSubjectReview, GA in 1.28); null where the server is older or forbids it. */
export async function whoAmI(transport: Transport, signal?: AbortSignal): Promise<Outcome<string | null>> {
  const said = await transport.say(
    {
      method: 'POST',
      path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      body: {apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview'},
      repeatable: true,
    },
    signal,
  );
  if (said.ok) return done(textAt(said.value.object, 'status', 'userInfo', 'username'));
  return said.problem.is === 'not-found' || said.problem.is === 'forbidden' ? done(null) : said;
}
