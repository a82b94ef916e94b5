import {apiFact, derived, known, type Learned, none} from '../../kernel/facts.ts';
import {textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';
import {distributionOf} from './distribution.ts';
import {isWindows, nodeFacts, nodes} from './nodes.ts';

/** What EKS's ConfigMaps say about Windows nodes. `kubeProxyGroup`: null when nodes are let in by access entries alone. */
type EksSettings = {windowsIpam: string | null; kubeProxyGroup: boolean | null};

/**
 * Reads kube-system/amazon-vpc-cni and kube-system/aws-auth and keeps nothing of them but the two answers
 * (https://docs.aws.amazon.com/eks/latest/userguide/windows-support.html).
 */
const eksSettings = apiFact({
  id: 'eks-settings',
  about: 'cluster',
  learn: async (_subject: Subject<'cluster'>, ports: GatherPorts): Promise<Learned<EksSettings>> => {
    const nodes = await ports.list('/api/v1/nodes', {}, nodeFacts);
    if (nodes.is !== 'known') return nodes;
    if (!nodes.value.some(node => distributionOf(node) === 'eks')) return none('the cluster is not EKS');
    const cni = await ports.get('/api/v1/namespaces/kube-system/configmaps/amazon-vpc-cni');
    if (cni.is === 'missing') return cni;
    const auth = await ports.get('/api/v1/namespaces/kube-system/configmaps/aws-auth');
    if (auth.is === 'missing') return auth;
    const roles = auth.is === 'known' ? textAt(auth.value, 'data', 'mapRoles') : null;
    return known({
      windowsIpam: cni.is === 'known' ? textAt(cni.value, 'data', 'enable-windows-ipam') : null,
      kubeProxyGroup: roles === null ? null : /\beks:kube-proxy-windows\b/.test(roles),
    });
  },
});

/** Everything EKS asks for before pods with addresses run on Windows nodes; none elsewhere and without Windows nodes. */
export const eksWindows = derived({
  id: 'eks-windows',
  about: 'cluster',
  needs: {settings: eksSettings, nodes},
  derive: ({settings, nodes}): Learned<EksSettings & {withoutAddresses: string[]}> => {
    const windows = nodes.filter(node => isWindows(node) && distributionOf(node) === 'eks');
    if (windows.length === 0) return none('the cluster has no Windows nodes (HP401)');
    const withoutAddresses = windows.filter(node => !node.resources.includes(ADDRESSES)).map(node => node.name);
    return known({...settings, withoutAddresses});
  },
});

/** The extended resource by which the VPC resource controller hands addresses to Windows pods. */
const ADDRESSES = 'vpc.amazonaws.com/PrivateIPv4Address';
