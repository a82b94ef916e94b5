import {type ApiKind, collectionPath, type KubeObject, objectPath, textAt} from '../../kernel/objects.ts';
import {done, type Outcome, refuse} from '../../kernel/outcome.ts';
import type {Applied} from '../../kernel/ports.ts';
import type {Said, Transport} from './transport.ts';

const MANAGER = 'kubectl-hostprocess';

/** Server-side apply; unknown and doubled fields are refused. `namespace` is for objects that name none. */
export async function apply(
  transport: Transport,
  asked: {object: KubeObject; of: ApiKind; namespace: string; dryRun: boolean; force: boolean},
  signal?: AbortSignal,
): Promise<Outcome<Applied>> {
  const {object, of} = asked;
  const name = textAt(object, 'metadata', 'name');
  if (!name)
    return refuse(
      'usage',
      `error: a ${of.kind} without metadata.name cannot be applied`,
      'Give it a name; generateName works only with create.',
    );
  return applied(
    await transport.say(
      {
        method: 'PATCH',
        path: objectPath(of, namespaceOf(asked), name),
        query: {
          fieldManager: MANAGER,
          fieldValidation: 'Strict',
          force: asked.force ? 'true' : 'false',
          dryRun: asked.dryRun ? 'All' : undefined,
        },
        body: object,
        contentType: 'application/apply-patch+yaml', // JSON is YAML
        repeatable: true,
      },
      signal,
    ),
  );
}

/** Creates the object. Only an imagined create is tried again: a real one may have happened although its answer was lost. */
export async function create(
  transport: Transport,
  asked: {object: KubeObject; of: ApiKind; namespace: string; dryRun: boolean},
  signal?: AbortSignal,
): Promise<Outcome<Applied>> {
  return applied(
    await transport.say(
      {
        method: 'POST',
        path: collectionPath(asked.of, namespaceOf(asked)),
        query: {fieldManager: MANAGER, fieldValidation: 'Strict', dryRun: asked.dryRun ? 'All' : undefined},
        body: asked.object,
        repeatable: asked.dryRun,
      },
      signal,
    ),
  );
}

/**
 * Deletes the object at `path` if it still has this UID. The grace period is the object's own: 0 would take it out of the API
 * while its process goes on.
 */
export async function remove(
  transport: Transport,
  path: string,
  uid: string,
  options: {background: boolean},
  signal?: AbortSignal,
): Promise<Outcome<'deleted' | 'absent'>> {
  const said = await transport.say(
    {
      method: 'DELETE',
      path,
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        preconditions: {uid},
        propagationPolicy: options.background ? 'Background' : 'Foreground',
      },
      repeatable: true,
    },
    signal,
  );
  if (said.ok) return done('deleted');
  const {status, text} = said.problem;
  // "the UID in the precondition (…) does not match the UID in record" (apiserver/pkg/registry/rest/delete.go), or the store's
  // own "Precondition failed: UID in precondition: …, UID in object meta: …" (apiserver/pkg/storage/interfaces.go)
  const another = status === 409 && /UID in (?:the )?precondition/.test(text);
  return status === 404 || another ? done('absent') : said;
}

const namespaceOf = ({object, of, namespace}: {object: KubeObject; of: ApiKind; namespace: string}): string | null =>
  of.namespaced ? (textAt(object, 'metadata', 'namespace') ?? namespace) : null;

const applied = (said: Outcome<Said>): Outcome<Applied> => said;
