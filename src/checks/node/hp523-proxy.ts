import {distribution} from '../../facts/node/derived/distribution.ts';
import {containerdService, kubeletService} from '../../facts/node/derived/services.ts';
import type {Service} from '../../facts/node/kinds/service.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';
import {repair} from './repair.ts';

export default defineCheck({
  code: 'HP523',
  id: 'proxy',
  about: 'node',
  severity: 'warning',
  title: 'The proxy settings of containerd and the kubelet fit together',
  why: 'containerd pulls through its own proxy variables; without NO_PROXY, or with other values than the kubelet’s, calls inside the cluster go to the proxy or pulls go past it.',
  remedy: 'Set HTTP_PROXY, HTTPS_PROXY and NO_PROXY alike on both services and restart them.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/'],
  needs: {containerd: containerdService, kubelet: kubeletService, distribution},
  judge: ({containerd, kubelet, distribution}) => {
    const own = proxiesOf(containerd.service);
    const other = proxiesOf(kubelet.service);
    const remedy = repair(
      distribution,
      `Set HTTP_PROXY, HTTPS_PROXY and NO_PROXY alike for ${[...new Set([containerd.name, kubelet.name])].join(' and ')}, then restart.`,
    );
    const found: Found[] = [];
    const proxied = [...own.keys()].some(name => name !== 'NO_PROXY');
    if (proxied && !own.has('NO_PROXY'))
      found.push({
        text: `${containerd.name} has a proxy but no NO_PROXY: addresses inside the cluster go to the proxy`,
        remedy,
      });
    for (const name of new Set([...own.keys(), ...other.keys()]))
      if (own.get(name) !== other.get(name))
        found.push({
          text: `${name} differs: ${told(containerd.name, own.get(name))}, ${told(kubelet.name, other.get(name))}`,
          remedy,
        });
    return judgeAll(found);
  },
});

const proxiesOf = (service: Service): Map<string, string> =>
  new Map(service.proxies.map(({name, value}) => [name.toUpperCase(), value]));

const told = (service: string, value: string | undefined): string =>
  value === undefined ? `${service} has none` : `${service} has ${value}`;
