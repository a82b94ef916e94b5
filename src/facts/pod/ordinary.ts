import {derived, known} from '../../kernel/facts.ts';
import {asked} from './asked.ts';
import {identity} from './identity.ts';

/**
 * What shows that a container is an ordinary one and no HostProcess container: its account, its host name, no mount point.
 * KEP-1981 (diagnostics), kubernetes test/e2e/windows/host_process.go, hcsshim internal/jobcontainers (the variable).
 */
export const ordinarySigns = derived({
  id: 'ordinary-signs',
  about: 'pod',
  needs: {asked, identity},
  derive: ({asked, identity}) => {
    if (!asked.hostProcess) return known([`container ${asked.container} does not ask for hostProcess`]);
    const signs: string[] = [];
    if (/^user manager\\/i.test(identity.account)) signs.push(`it runs as ${identity.account}`);
    if (asked.node !== null && !sameHost(identity.host, asked.node))
      signs.push(`its host name is ${identity.host}, the node’s is ${asked.node}`);
    if (identity.mountPoint === null) signs.push('it has no CONTAINER_SANDBOX_MOUNT_POINT');
    return known(signs);
  },
});

/** Windows cuts a computer name at 15 characters (NetBIOS), and cloud node names may carry a domain. */
const sameHost = (host: string, node: string): boolean => {
  const short = (name: string): string => (name.split('.')[0] ?? '').toLowerCase();
  return short(host) === short(node) || (short(host).length === 15 && short(node).startsWith(short(host)));
};
