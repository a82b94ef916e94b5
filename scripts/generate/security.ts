import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {Document, Scalar, stringify} from 'yaml';
import type * as Texts from '../../src/facts/node/collector.generated.ts';
import type * as Launch from '../../src/facts/node/collector-launch.ts';
import {protect} from '../../src/windows/expansion.ts';
import type {Generated} from '../generate.ts';
import {kindRows, PAGE, programRows} from './security/page.ts';

const POLICY_FILE = 'docs/security-policy.yaml';
const LABEL = 'hostprocess.dev/probes-only';
const NAMESPACE = 'hostprocess-probes';

/** The page for security teams, and the admission policy that it offers. Both hold the texts as they are sent. */
export async function generate(root: string): Promise<readonly Generated[]> {
  const load = (file: string) => import(pathToFileURL(resolve(root, 'src/facts/node', file)).href);
  const texts = (await load('collector.generated.ts')) as typeof Texts;
  const launch = (await load('collector-launch.ts')) as typeof Launch;
  const policy = policyText(texts, launch);
  const values: {[name: string]: string} = {
    hashes: [
      ['proof', 'HOSTPROCESS_PROOF', texts.PROOF],
      ['proof on one line (exec)', 'no variable: an argument of -Command', texts.PROOF_ONE_LINE],
      ['collector', launch.COLLECTOR_VARIABLE, texts.COLLECTOR],
      ['collector-deep', launch.COLLECTOR_DEEP_VARIABLE, texts.COLLECTOR_DEEP],
    ]
      .map(([name, variable, script]) => {
        const {version, sha256, text} = script as {version: string; sha256: string; text: string};
        return `| ${name as string} | \`${variable as string}\` | ${version} | ${text.length} | \`${sha256}\` |`;
      })
      .join('\n'),
    command: launch.collectorLaunch([]).command.join(' '),
    seconds: String(launch.COLLECTOR_SECONDS),
    kinds: kindRows(launch.KINDS),
    programs: programRows(texts.COLLECTOR_DEEP.text),
    namespace: NAMESPACE,
    label: LABEL,
    proof: texts.PROOF.text.trimEnd(),
    collector: texts.COLLECTOR.text.trimEnd(),
    deep: texts.COLLECTOR_DEEP.text.trimEnd(),
  };
  const page = PAGE.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? `missing ${name}`);
  return [
    {path: POLICY_FILE, text: policy},
    {path: 'docs/security.md', text: page},
  ];
}

/** One validation of the policy: what must hold (CEL), and what the refused user reads. */
const rule = (expression: string, message: string) => ({expression, message: `kubectl-hostprocess: ${message}`});

function policyText(texts: typeof Texts, launch: typeof Launch): string {
  const {COLLECTOR_VARIABLE, COLLECTOR_DEEP_VARIABLE, ASKS_VARIABLE} = launch;
  const variables = [
    COLLECTOR_VARIABLE,
    COLLECTOR_DEEP_VARIABLE,
    ASKS_VARIABLE,
    'HOSTPROCESS_API_HOST',
    'HOSTPROCESS_API_PORT',
  ];
  const command = JSON.stringify(launch.collectorLaunch([]).command);
  const plain = (field: string): string => `(!has(variables.pod.${field}) || variables.pod.${field}.size() == 0)`;
  const absent = (field: string): string => `!has(variables.container.${field})`;
  const block = (text: string): Scalar => {
    const scalar = new Scalar(protect(text));
    scalar.type = Scalar.BLOCK_LITERAL;
    return scalar;
  };
  const metadata = {name: 'hostprocess-probes'};
  const documents = [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {name: NAMESPACE, labels: {[LABEL]: 'true', 'pod-security.kubernetes.io/enforce': 'privileged'}},
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: 'hostprocess-collector', namespace: NAMESPACE},
      data: {collector: block(texts.COLLECTOR.text), 'collector-deep': block(texts.COLLECTOR_DEEP.text)},
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata,
      spec: {
        failurePolicy: 'Fail',
        paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['pods', 'pods/ephemeralcontainers'],
            },
            {apiGroups: ['batch'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['jobs']},
          ],
        },
        variables: [
          {name: 'pod', expression: 'has(object.spec.template) ? object.spec.template.spec : object.spec'},
          {name: 'container', expression: 'variables.pod.containers[0]'},
          {name: 'env', expression: 'has(variables.container.env) ? variables.container.env : []'},
        ],
        validations: [
          rule(
            `variables.pod.containers.size() == 1 && ${plain('initContainers')} && ${plain('ephemeralContainers')}`,
            'a probe has one container',
          ),
          rule(
            `has(variables.container.command) && variables.container.command == ${command} && ${absent('args')}`,
            'the command is not the collector’s',
          ),
          rule(
            `variables.env.exists(e, e.name == '${COLLECTOR_VARIABLE}') && variables.env.all(e, !has(e.valueFrom) && e.name in ${JSON.stringify(variables)} && (e.name != '${COLLECTOR_VARIABLE}' || e.value == params.data['collector']) && (e.name != '${COLLECTOR_DEEP_VARIABLE}' || e.value == params.data['collector-deep'])) && (${absent('envFrom')} || variables.container.envFrom.size() == 0)`,
            'the script is not the collector that was allowed, or there are other variables',
          ),
          rule(
            `${absent('lifecycle')} && ${absent('livenessProbe')} && ${absent('startupProbe')} && ${absent('readinessProbe')} && (!has(variables.container.volumeMounts) || variables.container.volumeMounts.size() == 0) && ${plain('volumes')}`,
            'a probe has no volumes, hooks or probes',
          ),
          rule(
            'has(variables.pod.automountServiceAccountToken) && variables.pod.automountServiceAccountToken == false',
            'a probe has no token',
          ),
          rule(
            "variables.pod.restartPolicy == 'Never' && has(variables.pod.activeDeadlineSeconds) && variables.pod.activeDeadlineSeconds <= 900",
            'a probe runs once, and not for long',
          ),
          rule(
            "!('images' in params.data) || params.data['images'].split('\\n').exists(image, image == variables.container.image)",
            'the image is not among those that were allowed',
          ),
        ],
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: {
        policyName: metadata.name,
        validationActions: ['Deny'],
        paramRef: {name: 'hostprocess-collector', namespace: NAMESPACE, parameterNotFoundAction: 'Deny'},
        matchResources: {namespaceSelector: {matchLabels: {[LABEL]: 'true'}}},
      },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: {name: 'hostprocess-probes', namespace: NAMESPACE},
      rules: [
        {apiGroups: ['batch'], resources: ['jobs'], verbs: ['create', 'get', 'list', 'watch', 'patch', 'delete']},
        {apiGroups: [''], resources: ['pods', 'pods/log', 'events'], verbs: ['get', 'list', 'watch']},
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: {name: 'hostprocess-doctor'},
      rules: [
        {
          apiGroups: [''],
          resources: ['nodes', 'pods', 'namespaces', 'events', 'endpoints'],
          verbs: ['get', 'list', 'watch'],
        },
        {
          apiGroups: ['apps'],
          resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
          verbs: ['get', 'list', 'watch'],
        },
        {apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['get', 'list', 'watch']},
      ],
    },
  ];
  const head = `# Written by npm run generate (scripts/generate/security.ts). Lets nothing run in ${NAMESPACE} but the collector; docs/security.md explains it.\n`;
  return (
    head +
    documents
      .map(each =>
        each.kind === 'ConfigMap' ? new Document(each).toString({lineWidth: 0}) : stringify(each, {lineWidth: 0}),
      )
      .join('---\n')
  );
}
