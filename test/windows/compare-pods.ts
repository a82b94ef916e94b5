import {objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {fieldErrorText, podErrors} from '../../src/windows/pod-validation.ts';
import {randomDaemonSet, randomPod} from './random-pods.ts';

/** Sends a body to an API path by POST and gives the answer's body, whatever its status: an object or a Status. */
export type Post = (path: string, body: JsonObject) => Promise<Json>;

export type Disagreement = {seed: number; kind: string; server: readonly string[]; model: readonly string[]};

/** What a Status says about each field, in the server's order; empty for an object that was accepted. */
function serverLines(answer: Json): readonly string[] {
  if (textAt(answer, 'kind') !== 'Status') return [];
  const causes = valueAt(answer, ['details', 'causes']);
  return Array.isArray(causes)
    ? causes.map(cause => `${textAt(cause, 'field')}: ${textAt(cause, 'message')}`)
    : [textAt(answer, 'message') ?? 'a Status without a message'];
}

/**
 * Puts the pod and the DaemonSet of each seed to an API server that only imagines them, and returns where it and
 * `podErrors` differ in anything: which errors, their words, their order. The namespace `default` must have its service account.
 */
export async function disagreements(
  post: Post,
  seeds: readonly number[],
  allowPrivileged = true,
): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  for (const seed of seeds) {
    for (const {path, object, at} of [
      {path: '/api/v1/namespaces/default/pods', object: randomPod(seed), at: ['spec']},
      {
        path: '/apis/apps/v1/namespaces/default/daemonsets',
        object: randomDaemonSet(seed),
        at: ['spec', 'template', 'spec'],
      },
    ]) {
      const server = serverLines(await post(`${path}?dryRun=All`, object));
      const errors = podErrors(objectAt(object, ...at), at.join('.'), allowPrivileged);
      const model = [...new Set(errors.map(fieldErrorText))];
      if (JSON.stringify(server) !== JSON.stringify(model)) found.push({seed, kind: object.kind ?? '', server, model});
    }
  }
  return found;
}
