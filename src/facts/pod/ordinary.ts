import type {Process} from './processes.ts';

/**
 * What shows that a container is an ordinary one and no HostProcess container: its account, no mount point, its host name.
 * KEP-1981 (diagnostics), kubernetes test/e2e/windows/host_process.go, hcsshim internal/jobcontainers (the variable); S-1-5-93 are
 * the users of container images. A host name alone shows nothing: the kubelet may give its node another name (--hostname-override).
 */
export function ordinarySigns({hostProcess, node, real}: Process): readonly string[] {
  if (!hostProcess) return ['its spec does not ask for hostProcess'];
  const account = /^S-1-5-93-/.test(real.sid) ? [`it runs as ${real.account}`] : [];
  const unmounted = real.mountPoint === null ? ['it has no CONTAINER_SANDBOX_MOUNT_POINT'] : [];
  const away =
    node === null || sameHost(real.host, node) ? [] : [`its host name is ${real.host}, the node’s is ${node}`];
  return account.length + unmounted.length === 0 ? [] : [...account, ...away, ...unmounted];
}

/** Windows cuts a computer name at 15 characters (NetBIOS), and cloud node names may carry a domain. */
const sameHost = (host: string, node: string): boolean => {
  const short = (name: string): string => (name.split('.')[0] ?? '').toLowerCase();
  return short(host) === short(node) || (short(host).length === 15 && short(node).startsWith(short(host)));
};
