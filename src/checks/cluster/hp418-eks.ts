import {eksWindows} from '../../facts/cluster/eks.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP418',
  id: 'eks',
  about: 'cluster',
  severity: 'error',
  title: 'EKS gives Windows pods addresses, and their nodes the rights of kube-proxy',
  why: 'On EKS Windows pods get their addresses from the VPC resource controller, which must be switched on; the nodes’ role needs a group of its own for kube-proxy.',
  remedy: 'Follow the EKS user guide, “Deploy Windows nodes”.',
  links: ['https://docs.aws.amazon.com/eks/latest/userguide/windows-support.html'],
  needs: {eks: eksWindows},
  judge: ({eks}) => {
    const found: Found[] = [];
    if (eks.windowsIpam !== 'true')
      found.push({
        text: `enable-windows-ipam in ConfigMap kube-system/amazon-vpc-cni is ${eks.windowsIpam ?? 'not set'}`,
        remedy: 'Set enable-windows-ipam: "true" in ConfigMap kube-system/amazon-vpc-cni.',
      });
    if (eks.kubeProxyGroup === false)
      found.push({
        text: 'no role in ConfigMap kube-system/aws-auth has the group eks:kube-proxy-windows',
        severity: 'warning',
        remedy:
          'Add eks:kube-proxy-windows to the groups of the Windows nodes’ role; not needed where an access entry of type EC2_WINDOWS lets them in.',
      });
    if (eks.withoutAddresses.length > 0)
      found.push({
        text: `no vpc.amazonaws.com/PrivateIPv4Address on ${eks.withoutAddresses.slice(0, 5).join(', ')}: pods without hostNetwork stay Pending there`,
        severity: 'warning',
        remedy: 'Switch Windows IPAM on; the nodes get the resource within a minute.',
      });
    return judgeAll(found);
  },
});
