import {distribution} from '../../facts/node/derived/distribution.ts';
import {nodeFact} from '../../facts/node/derived/node-fact.ts';
import {volume} from '../../facts/node/kinds/volume.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';
import {gib, repair} from './repair.ts';

/** Shares of the disk: the kubelet collects images below 15 % by default, and below 5 % pulls and logs fail. */
const WARN = 0.15;
const FAIL = 0.05;

export default defineCheck({
  code: 'HP509',
  id: 'disk',
  about: 'node',
  severity: 'error',
  title: 'Drive C: has room',
  why: 'A full disk ends in failed pulls and evictions; on Windows the node often does not say DiskPressure.',
  remedy: 'Remove unused images (crictl rmi --prune) and old logs, or give the node a bigger disk.',
  links: ['https://github.com/rancher/rke2/issues/3090', 'https://github.com/kubernetes/kubernetes/issues/116020'],
  needs: {drive: nodeFact(volume('C')), distribution},
  judge: ({drive, distribution}) => {
    if (drive === null) return fail('there is no drive C:, or it is not ready');
    const free = drive.totalBytes > 0 ? drive.freeBytes / drive.totalBytes : 0;
    if (free >= WARN) return pass;
    return fail(`${gib(drive.freeBytes)} of ${gib(drive.totalBytes)} are free on C: (${(free * 100).toFixed(1)} %)`, {
      severity: free < FAIL ? 'error' : 'warning',
      remedy: `Remove unused images (crictl rmi --prune). ${repair(distribution, 'If that is not enough, give the node a bigger disk.')}`,
    });
  },
});
