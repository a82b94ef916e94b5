import {compareVersions, parseVersion, type Version} from '../../windows/versions.ts';

/** Vulnerabilities of the kubelet on Windows nodes, with the first patched release of each minor. */
type Advisory = {ids: readonly string[]; about: string; fixedIn: readonly string[]};

/** https://kubernetes.io/docs/reference/issues-security/official-cve-feed/ */
export const ADVISORIES: readonly Advisory[] = [
  {
    ids: ['CVE-2023-3676', 'CVE-2023-3955', 'CVE-2023-3893'],
    about: 'whoever may create pods can become administrator of the node',
    fixedIn: ['1.25.13', '1.26.8', '1.27.5', '1.28.1'],
  },
  {
    ids: ['CVE-2024-5321'],
    about: 'ordinary users of the node can read and change container logs',
    fixedIn: ['1.27.16', '1.28.12', '1.29.7', '1.30.3'],
  },
  {
    ids: ['CVE-2024-9042'],
    about: 'whoever may query node logs can run commands on the node',
    fixedIn: ['1.29.13', '1.30.9', '1.31.5', '1.32.1'],
  },
];

/** The advisories that a kubelet of this version has not been patched against. A minor older than all patched ones never was. */
export const openAdvisories = (kubelet: Version): readonly Advisory[] =>
  ADVISORIES.filter(({fixedIn}) => {
    const fixes = fixedIn.flatMap(text => parseVersion(text) ?? []);
    const own = fixes.find(fix => fix.major === kubelet.major && fix.minor === kubelet.minor);
    if (own) return compareVersions(kubelet, own) < 0;
    return fixes.every(fix => compareVersions(kubelet, fix) < 0);
  });
