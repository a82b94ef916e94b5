import {distribution} from '../../facts/node/derived/distribution.ts';
import {hnsThreads} from '../../facts/node/derived/hns.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';
import {restartNetwork} from './repair.ts';

/** Thread counts of networkhealth.ps1 (microsoft/SDN Kubernetes/windows/debug). */
const WARN = 200;
const FAIL = 1000;

export default defineCheck({
  code: 'HP511',
  id: 'hns-threads',
  about: 'node',
  severity: 'error',
  title: 'The Host Network Service is not piling up threads',
  why: 'A deadlocked Host Network Service collects a waiting thread for every call: networks and services are no longer set up, and calls hang.',
  remedy: 'Drain the node, then restart hns and kube-proxy.',
  links: ['https://github.com/microsoft/SDN/blob/master/Kubernetes/windows/debug/networkhealth.ps1'],
  needs: {threads: hnsThreads, distribution},
  judge: ({threads, distribution}) =>
    threads <= WARN
      ? pass
      : fail(`the Host Network Service has ${threads} threads`, {
          severity: threads > FAIL ? 'error' : 'warning',
          remedy: restartNetwork(distribution),
        }),
});
