import {podAdmission} from '../../facts/cluster/admission.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP406',
  id: 'pod-admission',
  about: 'workload',
  severity: 'error',
  title: 'The namespace lets the workload’s pods in',
  why: 'Pod Security, quotas and webhooks judge pods, not workloads: a DaemonSet is accepted and then makes no pod.',
  remedy: 'Read what the server said; it names the policy.',
  links: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  needs: {admission: podAdmission},
  judge: ({admission}) =>
    admission.admitted
      ? pass
      : fail(
          `${admission.text} (learned from ${admission.learnedFrom})`,
          /PodSecurity|Pod Security/.test(admission.text) ? {remedy: LABEL} : {},
        ),
});

const LABEL =
  'If privileged pods may run there: kubectl label --overwrite namespace NAMESPACE pod-security.kubernetes.io/enforce=privileged; else choose another namespace with -n.';
