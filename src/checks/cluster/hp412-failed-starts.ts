import {hostProcessStarts} from '../../facts/cluster/host-process-starts.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP412',
  id: 'failed-starts',
  about: 'node',
  severity: 'warning',
  title: 'The kubelet has counted no failed start of a HostProcess container',
  why: 'The kubelet counts since it started (kubelet_started_host_process_containers_errors_total), also for pods that are long gone: a lead, not a state. Reading it takes the right get nodes/proxy, with which one may also run commands in every pod of the node.',
  remedy:
    'The node’s pods say why: kubectl hostprocess doctor node/NAME, or kubectl get events -A. If they are well and the count no longer grows, it is over; the count begins anew when the kubelet restarts.',
  links: [
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-windows/1981-windows-privileged-container-support',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes',
  ],
  optIn: true,
  needs: {starts: hostProcessStarts},
  judge: ({starts: {tried, failed}}) => {
    if (failed.length === 0) return pass;
    const sum = failed.reduce((total, {count}) => total + count, 0);
    const reasons = failed.map(({reason, count}) => `${reason} ${count}`).join(', ');
    return fail(`${sum} of ${tried} starts failed since the kubelet started: ${reasons}`);
  },
});
