import {defineFailure} from '../kernel/failures.ts';

/** The gMSA webhook's refusals are about credential specs and have entries of their own. */
export default defineFailure({
  code: 'HP712',
  id: 'admission-policy',
  seenIn: ['api-error', 'event'],
  pattern:
    /(?:admission webhook "(?!admission-webhook\.windows-gmsa\.)(?<webhook>[^"\n]{1,253})" denied the request|ValidatingAdmissionPolicy '(?<policy>[^'\n]{1,253})'(?: with binding '[^'\n]{1,253}')? denied request)(?=(?<words>[\s\S]{0,2000}))/,
  title: 'An admission policy of this cluster refused the object',
  means: ({webhook, policy, words}) => {
    const name = policy === undefined ? 'An admission policy' : `The admission policy ${policy}`;
    const who = webhook === undefined ? name : `The admission webhook ${webhook}`;
    return /host-?process|Privileged access to the host/i.test(words ?? '')
      ? `${who} forbids HostProcess containers here.`
      : `${who} refused the object; its own words say why, and HostProcess need not be the reason.`;
  },
  remedy: () =>
    'Ask the owner of that policy (Kyverno, Gatekeeper, Polaris, Azure Policy …) for an exception for this namespace or workload.',
  links: [
    'https://kyverno.io/policies/pod-security/baseline/disallow-host-process/disallow-host-process/',
    'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'Error from server: admission webhook "validate.kyverno.svc-fail" denied the request: \n\nresource DaemonSet/default/agent was blocked due to the following policies \n\ndisallow-host-process:\n  autogen-host-process-containers: \'validation error: HostProcess containers are disallowed. rule autogen-host-process-containers failed at path /spec/template/spec/securityContext/windowsOptions/hostProcess/\'',
    },
    {
      seenIn: 'event',
      text: 'Error creating: admission webhook "validation.gatekeeper.sh" denied the request: [psp-host-process] The HostProcess field is not allowed, pod: agent-x7',
    },
    {
      seenIn: 'api-error',
      text: "The pods \"agent\" is invalid: : ValidatingAdmissionPolicy 'host-process' with binding 'host-process' denied request: HostProcess containers are not allowed in this namespace",
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'Error from server (InternalError): Internal error occurred: failed calling webhook "validate.kyverno.svc-fail": failed to call webhook: Post "https://kyverno-svc.kyverno.svc:443/validate/fail?timeout=10s": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    },
    {
      seenIn: 'event',
      text: 'Error creating: admission webhook "admission-webhook.windows-gmsa.sigs.k8s.io" denied the request: service account "default" is not authorized to `use` GMSA cred spec "web"',
    },
  ],
});
