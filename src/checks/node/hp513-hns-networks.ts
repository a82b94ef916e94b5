import {nodeFact} from '../../facts/node/derived/node-fact.ts';
import {hns} from '../../facts/node/kinds/hns.ts';
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
  needs: {networks: nodeFact(hns('networks'))},
  judge: ({networks: {objects, more}}) => {
    // containerd's and Docker's own "nat" is there without any CNI plug-in
    const own = objects.filter(({name, type}) => name.toLowerCase() !== 'nat' && type.toLowerCase() !== 'ics');
    const others = objects.map(({name}) => name);
    if (own.length === 0 && !more)
      return fail(`there is no network${others.length > 0 ? ` but ${others.join(', ')}` : ''}`);
    return judgeAll(
      own.flatMap(({name, managementIP}): Found[] =>
        managementIP?.startsWith('169.254.')
          ? [
              {
                text: `the network ${name} has the address ${managementIP}, which an adapter gives itself when it gets none`,
                remedy: 'Mend the node’s own network (DHCP, adapter), then restart hns and the CNI plug-in on it.',
              },
            ]
          : [],
      ),
    );
  },
});
