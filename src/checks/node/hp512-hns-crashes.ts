import {distribution} from '../../facts/node/derived/distribution.ts';
import {hnsCrashes} from '../../facts/node/derived/hns.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';
import {restartNetwork} from './repair.ts';

export default defineCheck({
  code: 'HP512',
  id: 'hns-crashes',
  about: 'node',
  severity: 'error',
  title: 'The Host Network Service has not crashed in the last 24 hours',
  why: 'After a crash the networks of running pods and kube-proxy’s load balancers may be gone, though the service runs again.',
  remedy: 'Restart kube-proxy, recreate the pods that lost their network, install the newest Windows update.',
  links: ['https://github.com/microsoft/SDN/blob/master/Kubernetes/windows/debug/networkhealth.ps1'],
  optIn: true,
  needs: {crashes: hnsCrashes, distribution},
  judge: ({crashes, distribution}) => {
    const [last] = crashes;
    if (last === undefined) return pass;
    const often = crashes.length === 1 ? 'once' : `${crashes.length} times`;
    return fail(`the Host Network Service ended unexpectedly ${often}, last at ${last}`, {
      remedy: restartNetwork(distribution),
    });
  },
});
