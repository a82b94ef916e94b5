import type {JsonObject} from '../../src/kernel/subjects.ts';
import {type Group, type GroupVersion, rootOf, verbsOf} from './groups.ts';

/** `/openapi/v3`: where the document of each group version is. */
export const openApiIndex = (groups: readonly Group[]): JsonObject => ({
  paths: Object.fromEntries(
    groups
      .flatMap(each => each.versions)
      .map(each => [rootOf(each).slice(1), {serverRelativeURL: `/openapi/v3${rootOf(each)}`}]),
  ),
});

/**
 * Just enough for kubectl to see that a kind's changes can be validated by the server. No schemas, and no strategic merge patch
 * among the patch types: `apply` then merges by the types that kubectl has built in.
 */
export function openApiOf(of: GroupVersion): JsonObject {
  const paths = of.resources
    .filter(each => verbsOf(each).includes('patch'))
    .map(each => {
      const scope = each.namespaced ? '/namespaces/{namespace}' : '';
      const patch = {
        parameters: PATCH_PARAMETERS,
        requestBody: {content: {'application/merge-patch+json': {}}},
        responses: {},
        'x-kubernetes-action': 'patch',
        'x-kubernetes-group-version-kind': {group: each.group, version: each.version, kind: each.kind},
      };
      return [`${rootOf(of)}${scope}/${each.plural}/{name}`, {patch}] as const;
    });
  return {
    openapi: '3.0.0',
    info: {title: 'Kubernetes', version: '1.36'},
    paths: Object.fromEntries(paths),
    components: {schemas: {}},
  };
}

const PATCH_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'].map(name => ({
  name,
  in: 'query',
  schema: {type: 'string', uniqueItems: true},
}));
