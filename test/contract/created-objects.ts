import type {JsonObject} from '../../src/kernel/subjects.ts';

const template = (restartPolicy?: string): JsonObject => ({
  metadata: {labels: {a: 'b'}},
  spec: {...(restartPolicy ? {restartPolicy} : {}), containers: [{name: 'c', image: 'i'}]},
});
const selector = {matchLabels: {a: 'b'}};
const rules = [{apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods']}];
const webhook = {
  name: 'a.b.c',
  clientConfig: {service: {name: 's', namespace: 'n'}},
  admissionReviewVersions: ['v1'],
  sideEffects: 'None',
  rules,
};

/** Valid objects, with little in them. */
export const CREATED: readonly (readonly [kind: string, object: JsonObject])[] = [
  [
    'Pod',
    {
      metadata: {name: 'p'},
      spec: {containers: [{name: 'c', image: 'i', resources: {limits: {cpu: '1', memory: '1Gi'}}}]},
    },
  ],
  ['Pod', {metadata: {name: 'p'}, spec: {containers: [{name: 'c', image: 'i:1', resources: {requests: {cpu: 0.5}}}]}}],
  [
    'Pod',
    {
      metadata: {name: 'p'},
      spec: {hostNetwork: true, containers: [{name: 'c', image: 'i', ports: [{containerPort: 80}]}]},
    },
  ],
  ['Namespace', {metadata: {name: 'n'}}],
  ['Namespace', {metadata: {name: 'n', labels: {x: '1'}}, spec: {finalizers: ['a.b/c']}}],
  ['Job', {metadata: {name: 'j'}, spec: {template: template('Never')}}],
  [
    'Job',
    {metadata: {name: 'j', labels: {x: '1'}}, spec: {parallelism: 2, suspend: true, template: template('OnFailure')}},
  ],
  ['Job', {metadata: {name: 'j'}, spec: {manualSelector: true, selector, template: template('Never')}}],
  ['DaemonSet', {metadata: {name: 'd'}, spec: {selector, template: template()}}],
  ['Deployment', {metadata: {name: 'd'}, spec: {selector, strategy: {type: 'Recreate'}, template: template()}}],
  ['StatefulSet', {metadata: {name: 's'}, spec: {selector, serviceName: 's', template: template()}}],
  ['Service', {metadata: {name: 's'}, spec: {selector: {a: 'b'}, ports: [{port: 80}]}}],
  ['Service', {metadata: {name: 's'}, spec: {clusterIP: 'None', ports: [{port: 80, targetPort: 'http'}]}}],
  ['Service', {metadata: {name: 's'}, spec: {type: 'ExternalName', externalName: 'a.b'}}],
  ['Service', {metadata: {name: 's'}, spec: {sessionAffinity: 'ClientIP', ports: [{port: 80}]}}],
  ['Secret', {metadata: {name: 's'}, stringData: {a: 'b'}}],
  ['RoleBinding', {metadata: {name: 'r'}, roleRef: {kind: 'Role', name: 'x'}, subjects: [{kind: 'User', name: 'u'}]}],
  ['MutatingWebhookConfiguration', {metadata: {name: 'm'}, webhooks: [webhook]}],
  ['ValidatingWebhookConfiguration', {metadata: {name: 'v'}, webhooks: [webhook]}],
  [
    'ValidatingAdmissionPolicy',
    {metadata: {name: 'v'}, spec: {matchConstraints: {resourceRules: rules}, validations: [{expression: 'true'}]}},
  ],
  [
    'ValidatingAdmissionPolicyBinding',
    {
      metadata: {name: 'v'},
      spec: {policyName: 'v', validationActions: ['Deny'], matchResources: {resourceRules: rules}},
    },
  ],
  [
    'CustomResourceDefinition',
    {
      metadata: {name: 'things.example.com'},
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: {kind: 'Thing', plural: 'things'},
        versions: [{name: 'v1', served: true, storage: true, schema: {openAPIV3Schema: {type: 'object'}}}],
      },
    },
  ],
];
