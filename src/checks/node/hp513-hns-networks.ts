import {hasNoAddress, podNetworks} from '../../facts/node/derived/hns.ts';
import {defineCheck, type Found, fail, judgeAll} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP513',
  id: 'hns-networks',
  about: 'node',
  severity: 'error',
  title: 'The pods’ network exists and has the node’s address',
  why: 'Without its HNS network, or bound to an adapter that lost its address, pods on the node get no network.',
  remedy: 'Look at the CNI plug-in’s pods on this node and their logs: they make the network.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/'],
  optIn: true,
  needs: {networks: podNetworks},
  judge: ({networks: {own, all}}) => {
    if (own.length === 0) return fail(`there is no network${all.length > 0 ? ` but ${all.join(', ')}` : ''}`);
    return judgeAll(
      own.filter(hasNoAddress).map(
        ({name, managementIP}): Found => ({
          text: `the network ${name} has the address ${managementIP}, which an adapter gives itself when it gets none`,
          remedy: 'Mend the node’s own network (DHCP, adapter), then restart hns and the CNI plug-in on it.',
        }),
      ),
    );
  },
});
