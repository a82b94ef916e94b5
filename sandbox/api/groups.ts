import {apiVersionOf, type Resource, VERBS} from './resources.ts';

export type GroupVersion = {readonly group: string; readonly version: string; readonly resources: readonly Resource[]};
export type Group = {readonly name: string; readonly versions: readonly GroupVersion[]};

/** What can be done with a kind's objects; the answers to reviews are not kept, and namespaces go one by one. */
export function verbsOf({group, plural}: Resource): readonly string[] {
  if (REVIEW_GROUPS.includes(group)) return ['create'];
  return group === '' && plural === 'namespaces' ? VERBS.filter(verb => verb !== 'deletecollection') : VERBS;
}

const REVIEW_GROUPS = ['authentication.k8s.io', 'authorization.k8s.io'];

/** Groups in the real server's order, which decides between kinds of one name; those of custom resources come behind. */
const ORDER = [
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'batch',
  'rbac.authorization.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
];

/** The resources by group and version, in the order in which discovery lists them. */
export function groupsOf(resources: readonly Resource[]): readonly Group[] {
  const names = [...new Set(resources.map(each => each.group))];
  const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return names
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(name => {
      const inGroup = resources.filter(each => each.group === name);
      const versions = [...new Set(inGroup.map(each => each.version))].sort(laterFirst);
      return {
        name,
        versions: versions.map(version => ({
          group: name,
          version,
          resources: inGroup.filter(each => each.version === version).sort((a, b) => (a.plural < b.plural ? -1 : 1)),
        })),
      };
    });
}

/** v2, v1, v2beta1, v1beta2, v1alpha1, then whatever is no version. */
function laterFirst(a: string, b: string): number {
  const [left, right] = [versionParts(a), versionParts(b)];
  return right.stage - left.stage || right.major - left.major || right.minor - left.minor || (a < b ? -1 : 1);
}

function versionParts(text: string): {stage: number; major: number; minor: number} {
  const found = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(text);
  if (!found) return {stage: 0, major: 0, minor: 0};
  const stage = found[2] === 'alpha' ? 1 : found[2] === 'beta' ? 2 : 3;
  return {stage, major: Number(found[1]), minor: Number(found[3] ?? 0)};
}

/** `/api/v1`, `/apis/apps/v1` */
export const rootOf = (of: Pick<Resource, 'group' | 'version'>): string =>
  `/${of.group === '' ? 'api' : 'apis'}/${apiVersionOf(of)}`;
