import {distribution} from '../../facts/node/derived/distribution.ts';
import {nodeFact} from '../../facts/node/derived/node-fact.ts';
import {processes} from '../../facts/node/kinds/processes.ts';
import {service} from '../../facts/node/kinds/service.ts';
import {defineCheck, type Found, judgeAll, notApplicable} from '../../kernel/checks.ts';
import {repair} from './repair.ts';

export default defineCheck({
  code: 'HP506',
  id: 'agent-processes',
  about: 'node',
  severity: 'error',
  title: 'Exactly one kubelet and at most one kube-proxy run',
  why: 'Two kubelets or kube-proxies work against each other: pods are killed and started again, services come and go.',
  remedy: 'End the process that no service started, or restart the node.',
  links: ['https://github.com/kubernetes-sigs/sig-windows-tools/blob/master/hostprocess/README.md'],
  needs: {
    kubelet: nodeFact(processes('kubelet')),
    proxy: nodeFact(processes('kube-proxy')),
    own: nodeFact(service('kubelet')),
    rke2: nodeFact(service('rke2')),
    distribution,
  },
  judge: ({kubelet, proxy, own, rke2, distribution}) => {
    const [name, starter] = distribution === 'rke2' ? ['rke2', rke2] : ['kubelet', own];
    if (starter !== null && starter.state !== 'Running')
      return notApplicable(`the service ${name} does not run (HP505)`);
    const found: Found[] = [];
    if (kubelet.count === 0)
      found.push({
        text: 'no process kubelet.exe runs',
        remedy: repair(distribution, 'Look into the kubelet’s log, then restart its service.'),
      });
    if (kubelet.count > 1) found.push({text: `${kubelet.count} processes kubelet.exe run`});
    if (proxy.count > 1) found.push({text: `${proxy.count} processes kube-proxy.exe run`}); // none is right where the CNI does its work
    return judgeAll(found);
  },
});
