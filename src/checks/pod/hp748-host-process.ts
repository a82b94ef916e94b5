import {asked} from '../../facts/pod/asked.ts';
import {identity} from '../../facts/pod/identity.ts';
import {defineCheck, fail, judgeAll} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP748',
  id: 'host-process',
  about: 'pod',
  severity: 'error',
  title: 'The container is a HostProcess container',
  why: 'An old runtime, or a kubelet that misses a container-level hostProcess, silently starts an ordinary container: it has its own host name and no rights on the node.',
  remedy:
    'Set hostProcess: true at pod level, and use containerd 1.6 or later (1.7 recommended); crictl inspectp shows microsoft.com/hostprocess-container.',
  links: [
    'https://github.com/kubernetes/kubernetes/issues/110140',
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  ],
  needs: {asked, identity},
  judge: ({asked, identity}) => {
    if (!asked.hostProcess)
      return fail(`container ${asked.container} does not ask for hostProcess; it is an ordinary container`);
    const signs: string[] = [];
    if (/^user manager\\/i.test(identity.account)) signs.push(`it runs as ${identity.account}`);
    if (asked.node !== null && !sameHost(identity.host, asked.node))
      signs.push(`its host name is ${identity.host}, the node's is ${asked.node}`);
    if (identity.mountPoint === null) signs.push('it has no CONTAINER_SANDBOX_MOUNT_POINT');
    return judgeAll(signs.length === 0 ? [] : [{text: `it was never a HostProcess container: ${signs.join('; ')}`}]);
  },
});

/** Windows cuts a computer name at 15 characters (NetBIOS), and cloud node names may carry a domain. */
const sameHost = (host: string, node: string): boolean => {
  const short = (name: string): string => (name.split('.')[0] ?? '').toLowerCase();
  return short(host) === short(node) || (short(host).length === 15 && short(node).startsWith(short(host)));
};
