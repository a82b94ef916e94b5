import {listAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';

/**
 * The checks of Pod Security as far as HostProcess pods meet them (k8s.io/pod-security-admission policy). Left out, because nothing
 * here sets them: AppArmor, procMount, SELinux, sysctls, seccomp's baseline.
 */
export type Level = 'privileged' | 'baseline' | 'restricted';

/** What is wrong (`reason`), and where in this pod (`detail`); null when nothing is. */
type Violation = {reason: string; detail: string};
type Check = (spec: JsonObject) => Violation | null;

/** Containers in the order in which the policy visits them. */
const containersOf = (spec: JsonObject): readonly Json[] =>
  ['initContainers', 'containers', 'ephemeralContainers'].flatMap(list => listAt(spec, list));

const named = (word: string, names: readonly (string | null)[]): string =>
  `${word}${names.length === 1 ? '' : 's'} ${names.map(name => `"${name}"`).join(', ')}`;
const offenders = (spec: JsonObject, holds: (container: Json) => boolean): string[] =>
  containersOf(spec)
    .filter(holds)
    .map(container => textAt(container, 'name') ?? '');
const violation = (reason: string, detail: string): Violation => ({reason, detail});
const isWindows = (spec: JsonObject): boolean => textAt(spec, 'os', 'name') === 'windows';

/** Capabilities that the baseline lets containers add (policy/check_capabilities_baseline.go). */
const ADDABLE = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP'],
  ...['SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];

function addedCapabilities(spec: JsonObject, allowed: readonly string[]): {names: string[]; added: string[]} {
  const added = new Set<string>();
  const names = offenders(spec, container => {
    const bad = listAt(container, 'securityContext', 'capabilities', 'add').filter(
      each => !allowed.includes(String(each)),
    );
    for (const each of bad) added.add(String(each));
    return bad.length > 0;
  });
  return {names, added: [...added].sort()};
}

const mustNotAdd = ({names, added}: {names: string[]; added: string[]}): string =>
  `${named('container', names)} must not include ${added.map(each => `"${each}"`).join(', ')} in securityContext.capabilities.add`;

const capabilities: Check = spec => {
  const found = addedCapabilities(spec, ADDABLE);
  return found.names.length === 0 ? null : violation('non-default capabilities', mustNotAdd(found));
};

const hostNamespaces: Check = spec => {
  const set = ['hostNetwork', 'hostPID', 'hostIPC'].filter(field => spec[field] === true);
  return set.length === 0 ? null : violation('host namespaces', set.map(field => `${field}=true`).join(', '));
};

const hostPathVolumes: Check = spec => {
  const names = listAt(spec, 'volumes')
    .filter(volume => valueAt(volume, ['hostPath']) !== undefined)
    .map(volume => textAt(volume, 'name'));
  return names.length === 0 ? null : violation('hostPath volumes', named('volume', names));
};

const hostPorts: Check = spec => {
  const ports = new Set<string>();
  const names = offenders(spec, container => {
    const own = listAt(container, 'ports')
      .map(port => valueAt(port, ['hostPort']))
      .filter(port => typeof port === 'number' && port !== 0);
    for (const port of own) ports.add(String(port));
    return own.length > 0;
  });
  if (names.length === 0) return null;
  const sorted = [...ports].sort();
  return violation(
    'hostPort',
    `${named('container', names)} ${names.length === 1 ? 'uses' : 'use'} hostPort${sorted.length === 1 ? '' : 's'} ${sorted.join(', ')}`,
  );
};

const HANDLERS = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

const probeHosts: Check = spec => {
  const hosts = new Set<string>();
  const names = offenders(spec, container => {
    const own = HANDLERS.flatMap(path =>
      ['httpGet', 'tcpSocket'].map(handler => textAt(container, ...path, handler, 'host') ?? ''),
    ).filter(host => host !== '');
    for (const host of own) hosts.add(host);
    return own.length > 0;
  });
  if (names.length === 0) return null;
  const list = [...hosts].sort();
  return violation(
    'probe or lifecycle host',
    `${named('container', names)} ${names.length === 1 ? 'uses' : 'use'} probe or lifecycle host${list.length === 1 ? '' : 's'} ${list.map(host => `"${host}"`).join(', ')}`,
  );
};

const privileged: Check = spec => {
  const names = offenders(spec, container => valueAt(container, ['securityContext', 'privileged']) === true);
  return names.length === 0
    ? null
    : violation('privileged', `${named('container', names)} must not set securityContext.privileged=true`);
};

const hostProcess: Check = spec => {
  const path = ['securityContext', 'windowsOptions', 'hostProcess'];
  const names = offenders(spec, container => valueAt(container, path) === true);
  const setters = [
    ...(valueAt(spec, path) === true ? ['pod'] : []),
    ...(names.length === 0 ? [] : [named('container', names)]),
  ];
  return setters.length === 0
    ? null
    : violation('hostProcess', `${setters.join(' and ')} must not set securityContext.windowsOptions.hostProcess=true`);
};

const privilegeEscalation: Check = spec => {
  if (isWindows(spec)) return null;
  const names = offenders(
    spec,
    container => valueAt(container, ['securityContext', 'allowPrivilegeEscalation']) !== false,
  );
  return names.length === 0
    ? null
    : violation(
        'allowPrivilegeEscalation != false',
        `${named('container', names)} must set securityContext.allowPrivilegeEscalation=false`,
      );
};

const unrestrictedCapabilities: Check = spec => {
  if (isWindows(spec)) return null;
  const keeping = offenders(
    spec,
    container => !listAt(container, 'securityContext', 'capabilities', 'drop').includes('ALL'),
  );
  const adding = addedCapabilities(spec, ['NET_BIND_SERVICE']);
  const said = [
    ...(keeping.length === 0
      ? []
      : [`${named('container', keeping)} must set securityContext.capabilities.drop=["ALL"]`]),
    ...(adding.names.length === 0 ? [] : [mustNotAdd(adding)]),
  ];
  return said.length === 0 ? null : violation('unrestricted capabilities', said.join('; '));
};

/** Volume types that the restricted level knows (policy/check_restrictedVolumes.go). */
const VOLUMES = [
  ...[
    'configMap',
    'csi',
    'downwardAPI',
    'emptyDir',
    'ephemeral',
    'image',
    'persistentVolumeClaim',
    'projected',
    'secret',
  ],
];

const restrictedVolumes: Check = spec => {
  const bad = listAt(spec, 'volumes').flatMap(volume => {
    const type = Object.keys(objectAt(volume)).find(key => key !== 'name' && !VOLUMES.includes(key));
    return type === undefined ? [] : [{name: textAt(volume, 'name'), type}];
  });
  if (bad.length === 0) return null;
  const types = [...new Set(bad.map(({type}) => type))].sort();
  const names = bad.map(({name}) => name);
  return violation(
    'restricted volume types',
    `${named('volume', names)} ${names.length === 1 ? 'uses' : 'use'} restricted volume type${types.length === 1 ? '' : 's'} ${types.map(type => `"${type}"`).join(', ')}`,
  );
};

/** Containers that a pod-level value does not cover, as the restricted checks name them: `pod or containers "a", "b"`. */
function uncovered(
  spec: JsonObject,
  path: readonly string[],
  good: (value: Json | undefined) => boolean,
): string | null {
  const pod = good(valueAt(spec, ['securityContext', ...path]));
  const names = offenders(spec, container => {
    const own = valueAt(container, ['securityContext', ...path]);
    return own === undefined ? !pod : !good(own);
  });
  if (names.length === 0) return null;
  return pod ? named('container', names) : `pod or ${named('container', names)}`;
}

const nonRoot: Check = spec => {
  const who = uncovered(spec, ['runAsNonRoot'], value => value === true);
  return who === null ? null : violation('runAsNonRoot != true', `${who} must set securityContext.runAsNonRoot=true`);
};

const seccomp: Check = spec => {
  if (isWindows(spec)) return null;
  const who = uncovered(spec, ['seccompProfile', 'type'], value => value === 'RuntimeDefault' || value === 'Localhost');
  return who === null
    ? null
    : violation(
        'seccompProfile',
        `${who} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
      );
};

const BASELINE: readonly Check[] = [
  capabilities,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  probeHosts,
  privileged,
  hostProcess,
];
/** The restricted level has its own forms of two baseline checks. */
const RESTRICTED: readonly Check[] = [
  ...BASELINE.filter(check => check !== capabilities && check !== hostPathVolumes),
  privilegeEscalation,
  unrestrictedCapabilities,
  restrictedVolumes,
  nonRoot,
  seccomp,
];

/** What of a pod's spec a level forbids, in the order in which the server says it. */
export function violations(spec: JsonObject, level: Level): readonly Violation[] {
  const checks = level === 'restricted' ? RESTRICTED : level === 'baseline' ? BASELINE : [];
  return checks.map(check => check(spec)).filter(found => found !== null);
}
