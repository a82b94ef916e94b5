import {distribution, upgradeRemedy} from '../../facts/cluster/distribution.ts';
import {openAdvisories} from '../../facts/cluster/kubelet-advisories.ts';
import {kubelet} from '../../facts/cluster/node-versions.ts';
import {serverVersion} from '../../facts/cluster/server-version.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';
import {compareVersions} from '../../windows/versions.ts';

export default defineCheck({
  code: 'HP404',
  id: 'kubelet-version',
  about: 'node',
  severity: 'warning',
  title: 'The kubelet is patched, and of a version that the API server supports',
  why: 'Known holes of kubelets on Windows nodes give away the node; a kubelet that is newer than the API server, or too old for it, is supported by nobody.',
  remedy: 'Upgrade the kubelet on the node.',
  links: [
    'https://kubernetes.io/docs/reference/issues-security/official-cve-feed/',
    'https://kubernetes.io/releases/version-skew-policy/#kubelet',
  ],
  needs: {kubelet, server: serverVersion, distribution},
  judge: ({kubelet, server, distribution}) => {
    const remedy = upgradeRemedy(distribution, 'Upgrade the kubelet on the node.');
    const found = openAdvisories(kubelet).map((advisory): Found => {
      const ids = advisory.ids.join(', ');
      return {text: `kubelet ${kubelet.text} has ${ids}: ${advisory.about}`, remedy};
    });
    const allowed = server.minor >= 28 ? 3 : 2; // three since Kubernetes 1.28 (release notes, “kubelet skew”)
    const behind = server.minor - kubelet.minor;
    if (behind > allowed)
      found.push({
        text: `kubelet ${kubelet.text} is ${behind} minor versions older than the API server (${server.text}); ${allowed} are supported`,
        remedy,
      });
    if (kubelet.major === server.major && behind < 0 && compareVersions(kubelet, server) > 0)
      found.push({
        text: `kubelet ${kubelet.text} is newer than the API server (${server.text})`,
        remedy: 'Upgrade the control plane first; kubelets follow.',
      });
    return judgeAll(found);
  },
});
