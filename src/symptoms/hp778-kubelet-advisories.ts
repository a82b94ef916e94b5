import {ADVISORIES} from '../facts/cluster/kubelet-advisories.ts';
import {defineSymptom} from '../kernel/failures.ts';

/** The Kubernetes project’s security announcements; HP404 compares each node’s kubelet with them. */
export default defineSymptom({
  code: 'HP778',
  id: 'kubelet-advisories',
  title: 'The kubelet has a known hole',
  seen: 'A scanner or an advisory names a CVE of the kubelet on Windows nodes.',
  means: `Kubelets before these versions give away the node. ${ADVISORIES.map(
    ({ids, about, fixedIn}) => `${ids.join(', ')} (fixed in ${fixedIn.join(', ')}): ${about}.`,
  ).join(' ')}`,
  remedy: 'Upgrade the kubelet; keep the feature gate NodeLogQuery off where that must wait.',
  foundBy: ['HP404'],
  links: ['https://kubernetes.io/docs/reference/issues-security/official-cve-feed/'],
  certainty: 'sourced',
  askedAs: ['kubelet vulnerability', 'kubelet vulnerable', 'kubelet CVE', ...ADVISORIES.flatMap(({ids}) => ids)],
});
