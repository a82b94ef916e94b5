import {podAdmission} from '../../facts/cluster/admission.ts';
import {failedCreations} from '../../facts/cluster/creation.ts';
import {defineCheck, fail, notApplicable, pass} from '../../kernel/checks.ts';
import {optional} from '../../kernel/facts.ts';

export default defineCheck({
  code: 'HP406',
  id: 'pod-admission',
  about: 'workload',
  severity: 'error',
  title: 'The namespace lets the workload’s pods in',
  why: 'Pod Security, quotas and webhooks judge pods, not workloads: a DaemonSet is accepted and then makes no pod.',
  remedy: 'Read what the server said; it names the policy.',
  links: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  needs: {admission: podAdmission, refusals: optional(failedCreations)},
  judge: ({admission, refusals}) => {
    if (refusals !== undefined && refusals.length > 0)
      return notApplicable('its pods are refused, and why is known (HP407)');
    if (admission.admitted) return pass;
    const text = `${admission.text} (learned from ${admission.learnedFrom})`;
    return fail(text, /PodSecurity|Pod Security/.test(text) ? {remedy: labelRemedy(admission.namespace)} : {});
  },
});

const labelRemedy = (namespace: string): string =>
  `If privileged pods may run there: kubectl label --overwrite namespace ${namespace} pod-security.kubernetes.io/enforce=privileged; else choose another namespace with -n.`;
