import {apiFact, known, type Learned, none} from '../kernel/facts.ts';
import {apiKindOf, listAt, objectAt, textAt} from '../kernel/objects.ts';
import type {GatherPorts} from '../kernel/ports.ts';
import type {Json, JsonObject, Path, Subject} from '../kernel/subjects.ts';
import {type ContainerOptions, effectiveOptions, isHostProcess} from '../windows/options.ts';
import {MASK} from './pod/mask.ts';

/** A pod, or what a workload makes its pods from, that asks for HostProcess containers; cut down to what checks read. */
export type HostProcessTemplate = {
  kind: string;
  /** From the object's root to the object that has the pod's `metadata` and `spec`; empty for a Pod. */
  path: Path;
  spec: JsonObject;
  /** Effective options; their paths count from the object's root. */
  containers: readonly ContainerOptions[];
  /** Annotation microsoft.com/hostprocess-inherit-user: hcsshim then takes containerd's own token (internal/hcsoci, annotations.go). */
  inheritsUser: boolean;
};

const SPEC_FIELDS = [
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'hostUsers',
  'shareProcessNamespace',
  'os',
  'terminationGracePeriodSeconds',
] as const;
const INHERIT_USER = 'microsoft.com/hostprocess-inherit-user';

/** Learns the template behind a subject: none when it makes no pods, or pods without HostProcess containers. */
async function learnTemplate(subject: Subject, ports: GatherPorts): Promise<Learned<HostProcessTemplate>> {
  const object = await ports.object(subject);
  if (object.is !== 'known') return object;
  const kind = String(object.value.kind ?? 'object without a kind');
  const path = apiKindOf(object.value)?.template;
  if (!path) return none(`no pod template is known in ${object.value.apiVersion ?? ''} ${kind}`);
  const whole = objectAt(object.value, ...path, 'spec');
  if (!isHostProcess(whole)) return none(`this ${kind} asks for no HostProcess containers`);
  const spec = trimSpec(whole);
  return known({
    kind,
    path,
    spec,
    containers: effectiveOptions(spec, [...path, 'spec']),
    inheritsUser: textAt(object.value, ...path, 'metadata', 'annotations', INHERIT_USER) === 'true',
  });
}

const templateFact = <const K extends 'document' | 'workload' | 'pod'>(about: K) =>
  apiFact({id: 'host-process-template', about, learn: (subject: Subject<K>, ports) => learnTemplate(subject, ports)});

/** The HostProcess template in a document. */
export const hostProcessTemplate = templateFact('document');
/** The HostProcess template of a workload that exists or is about to. */
export const workloadTemplate = templateFact('workload');
/** A live pod, read as its own template. */
export const podTemplate = templateFact('pod');

/** The pod spec's field as the API server writes it: `spec.template.spec`. */
export const specField = (template: HostProcessTemplate): string => [...template.path, 'spec'].join('.');

/** Where a pod spec or a container (`owner`) writes its runAsUserName. */
export const userNamePath = (owner: Path): Path => [...owner, 'securityContext', 'windowsOptions', 'runAsUserName'];

/** A runAsUserName that some HostProcess container gets, and where it is written. */
export type UserNameAt = {name: string; at: Path};

/** Every effective runAsUserName of the HostProcess containers, once for each place where one is written. */
export function userNames(template: HostProcessTemplate): readonly UserNameAt[] {
  const places = template.containers.flatMap((container): [string, UserNameAt][] => {
    if (!container.hostProcess || container.runAsUserName === null) return [];
    const at = userNamePath(container.runAsUserNameFrom === 'container' ? container.path : [...template.path, 'spec']);
    return [[at.join('.'), {name: container.runAsUserName, at}]];
  });
  return [...new Map(places).values()];
}

/** A volume mount of a container; `at` points at its mountPath. */
export type MountAt = {volume: string; target: string; at: Path};

/** Every volume mount of every container. */
export const mounts = (template: HostProcessTemplate): readonly MountAt[] =>
  template.containers.flatMap(container =>
    listAt(template.spec, container.list, container.index, 'volumeMounts').map((mount, index) => ({
      volume: textAt(mount, 'name') ?? '',
      target: textAt(mount, 'mountPath') ?? '',
      at: [...container.path, 'volumeMounts', index, 'mountPath'],
    })),
  );

/** The fields of `object` that are named and set. */
const pick = (object: JsonObject, fields: readonly string[]): JsonObject =>
  Object.fromEntries(fields.flatMap(field => (object[field] === undefined ? [] : [[field, object[field] as Json]])));

/** Every entry keeps its index, whatever it is: paths into the document count on it. */
const pickEach = (list: readonly Json[], fields: readonly string[]): readonly JsonObject[] =>
  list.map(each => pick(objectAt(each), fields));

function trimSpec(spec: JsonObject): JsonObject {
  return {
    ...pick(spec, SPEC_FIELDS),
    ...trimContext(spec),
    volumes: pickEach(listAt(spec, 'volumes'), ['name', 'hostPath']),
    initContainers: listAt(spec, 'initContainers').map(trimContainer),
    containers: listAt(spec, 'containers').map(trimContainer),
    ephemeralContainers: listAt(spec, 'ephemeralContainers').map(trimContainer),
  };
}

/** A container without its image, command, arguments and environment: no check reads them, and secrets hide there. */
const trimContainer = (container: Json): JsonObject => ({
  ...pick(objectAt(container), ['name']),
  ...trimContext(objectAt(container)),
  ports: pickEach(listAt(container, 'ports'), ['containerPort', 'hostPort']),
  volumeMounts: pickEach(listAt(container, 'volumeMounts'), ['name', 'mountPath']),
});

/** The security context without the text of an inline credential spec, which may be 64 KiB long: only that there is one. */
function trimContext(owner: JsonObject): JsonObject {
  if (owner['securityContext'] === undefined || owner['securityContext'] === null) return {};
  const {windowsOptions, ...context} = objectAt(owner, 'securityContext');
  if (windowsOptions === undefined || windowsOptions === null) return {securityContext: context};
  const {gmsaCredentialSpec: spec, ...options} = objectAt(windowsOptions);
  const marked = typeof spec === 'string' ? {gmsaCredentialSpec: MASK} : {};
  return {securityContext: {...context, windowsOptions: {...options, ...marked}}};
}
