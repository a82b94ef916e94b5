import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/apimachinery strict decoding, and kubectl’s own validation before 1.25. */
export default defineFailure({
  code: 'HP781',
  id: 'unknown-field',
  seenIn: ['api-error'],
  pattern:
    /unknown field \\?"(?<path>[\w.[\]-]{0,200}(?:windowsOptions|hostProcess|runAsUserName|gmsaCredentialSpec|GMSACredentialSpec)\w{0,8})/,
  title: 'A Windows field stands in the wrong place',
  means: ({path}) =>
    `The API server knows no field ${path ?? 'of that path'}: it is misspelt, or windowsOptions does not stand under securityContext.`,
  remedy: () =>
    'Nest it: securityContext: {windowsOptions: {hostProcess: true, runAsUserName: …}}, in the pod spec or in a container.',
  links: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  ],
  certainty: 'general',
  samples: [
    {
      seenIn: 'api-error',
      text: 'Error from server (BadRequest): error when creating "agent.yaml": DaemonSet in version "v1" cannot be handled as a DaemonSet: strict decoding error: unknown field "spec.template.spec.windowsOptions"',
    },
    {
      seenIn: 'api-error',
      text: 'error: error validating "agent.yaml": error validating data: ValidationError(Pod.spec.securityContext): unknown field "windowsOptions" in io.k8s.api.core.v1.PodSecurityContext',
    },
    {seenIn: 'api-error', text: 'json: unknown field \\"GMSACredentialSpec\\"'},
  ],
  notThis: [
    {seenIn: 'api-error', text: 'error: strict decoding error: unknown field "spec.hostNetwrok"'},
    {seenIn: 'api-error', text: 'Warning: unknown field "spec.template.spec.containers[0].imagePullSecret"'},
  ],
});
