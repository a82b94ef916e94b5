import type {KubeObject} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';

/**
 * Pods made up from a seed, over the fields that the API server's rules for Windows look at and valid in everything else, so
 * that whatever the server says about one is about those rules. Same seed, same pod; no clock, no other randomness.
 */
export type Dice = {
  /** A number from 0 up to, not including, `n`. */
  below(n: number): number;
  /** True once in `n` times. */
  oneIn(n: number): boolean;
  pick<T>(from: readonly T[]): T;
};

/** The generator mulberry32. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    oneIn: n => below(n) === 0,
    pick: from => {
      const chosen = from[below(from.length)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
  };
}

/** Names at and around every edge of the server's rules. */
export const USER_NAMES: readonly string[] = [
  'NT AUTHORITY\\SYSTEM',
  'NT AUTHORITY\\Local service',
  'NT AUTHORITY\\NetworkService',
  'nt authority\\system',
  'hpc-localgroup',
  'Container. User',
  'Network Service\\Container. User',
  `${'fOo'.repeat(20)}.${'BaR'.repeat(20)}.liSH\\Container. User`,
  `.l\\Container. User`,
  `${'a'.repeat(42)}\\Container. User`,
  '',
  'Container\tUser',
  'Container\\Foo\\Lish',
  '\\User',
  'Container\\',
  'NetBios aaaaaaaa\\user',
  'NetBios aaaaaaa\\user',
  `${'a.'.repeat(128)}b\\user`,
  `${'a.'.repeat(127)}b\\user`,
  'a'.repeat(104),
  'a'.repeat(105),
  'ü'.repeat(52),
  'ü'.repeat(53),
  `${'ü'.repeat(15)}\\user`,
  `${'ü'.repeat(16)}\\user`,
  `${'😀'.repeat(15)}\\user`,
  '... ...',
  '.FooLish\\User',
  'Foo? Lish?\\User',
  `${'a'.repeat(32)}.com-\\user`,
  'Container/User',
  '.\\User',
  'NT AUTHORITY\\ ',
  'NT AUTHORITY\\\\SYSTEM',
  'DOMAIN\\gmsa$',
  'user@domain',
  '" / : ; | = , + * ? < > @ [ ]',
  'a\u007fb',
  'a\u0085b',
  'a\u00a0b/',
  'soft\u00adhyphen/',
  'line\nbreak',
  '\u{1F600}\u{E000}\u{10FFFF}/',
  'x\u2028y/',
  '   ',
];

const linuxPodContext = (d: Dice, hostIpc: boolean): JsonObject => ({
  ...(d.oneIn(9) && {appArmorProfile: {type: 'Unconfined'}}),
  ...(d.oneIn(9) && {seLinuxOptions: d.pick<Json>([{}, {level: 's0'}, null])}),
  ...(d.oneIn(9) && {seccompProfile: d.pick<Json>([{type: 'RuntimeDefault'}, null])}),
  ...(d.oneIn(9) && {fsGroup: 0}),
  ...(d.oneIn(9) && {fsGroupChangePolicy: 'Always'}),
  ...(d.oneIn(9) && {sysctls: hostIpc || d.oneIn(2) ? [] : [{name: 'kernel.shm_rmid_forced', value: '1'}]}),
  ...(d.oneIn(9) && {runAsUser: d.pick<Json>([0, 1000, null])}),
  ...(d.oneIn(9) && {runAsGroup: 0}),
  ...(d.oneIn(9) && {supplementalGroups: d.pick<Json>([[], [1]])}),
  ...(d.oneIn(9) && {supplementalGroupsPolicy: 'Merge'}),
  ...(d.oneIn(9) && {seLinuxChangePolicy: 'Recursive'}),
});

const linuxContainerContext = (d: Dice): JsonObject => ({
  ...(d.oneIn(9) && {appArmorProfile: {type: 'RuntimeDefault'}}),
  ...(d.oneIn(9) && {seLinuxOptions: {}}),
  ...(d.oneIn(9) && {seccompProfile: {type: 'Unconfined'}}),
  ...(d.oneIn(9) && {capabilities: d.pick<Json>([{}, {drop: ['ALL']}])}),
  ...(d.oneIn(9) && {readOnlyRootFilesystem: d.oneIn(2)}),
  ...(d.oneIn(9) && {privileged: d.pick<Json>([false, null])}),
  ...(d.oneIn(9) && {allowPrivilegeEscalation: d.oneIn(2)}),
  ...(d.oneIn(9) && {procMount: 'Default'}),
  ...(d.oneIn(9) && {runAsUser: 0}),
  ...(d.oneIn(9) && {runAsGroup: 0}),
});

const windowsOptions = (d: Dice, hostProcess: readonly Json[]): JsonObject => ({
  ...(d.oneIn(2) && {hostProcess: d.pick(hostProcess)}),
  ...(d.oneIn(2) && {runAsUserName: d.oneIn(2) ? 'NT AUTHORITY\\SYSTEM' : d.pick(USER_NAMES)}),
});

function securityContext(d: Dice, linux: JsonObject, hostProcess: readonly Json[]): Json {
  if (d.oneIn(8)) return null;
  return {
    ...linux,
    ...(d.oneIn(3) && {runAsNonRoot: d.oneIn(2)}),
    ...(!d.oneIn(4) && {windowsOptions: d.oneIn(8) ? null : windowsOptions(d, hostProcess)}),
  };
}

const containers = (d: Dice, prefix: string, count: number, linux: boolean): Json[] =>
  Array.from({length: count}, (_, index) => ({
    name: `${prefix}-${index}`,
    image: 'example.test/tool:1',
    ...(d.oneIn(2) && {
      securityContext: securityContext(d, linux ? linuxContainerContext(d) : {}, [true, true, false, null]),
    }),
  }));

/** A pod spec over the fields of the rules. */
export function randomPodSpec(seed: number): JsonObject {
  const d = dice(seed);
  const linux = d.oneIn(2);
  const hostIPC = linux && d.oneIn(8);
  const hostPID = linux && d.oneIn(8);
  const hostNetwork = !d.oneIn(3);
  const init = d.pick([0, 0, 1, 2]);
  return {
    ...(!d.oneIn(3) && {os: {name: d.pick(['windows', 'windows', 'linux'])}}),
    ...(hostNetwork ? {hostNetwork} : d.oneIn(2) && {hostNetwork: d.pick<Json>([false, null])}),
    ...(hostIPC && {hostIPC}),
    ...(hostPID && {hostPID}),
    ...(linux && d.oneIn(8) && {hostUsers: true}),
    ...(linux && d.oneIn(8) && {shareProcessNamespace: hostPID ? false : d.oneIn(2)}),
    ...(!d.oneIn(5) && {
      securityContext: securityContext(d, linux ? linuxPodContext(d, hostIPC) : {}, [true, true, true, false, null]),
    }),
    ...(init > 0 && {initContainers: containers(d, 'init', init, linux)}),
    containers: containers(d, 'main', d.pick([1, 1, 2, 3]), linux),
  };
}

/** The pod of a seed, ready to be posted to `/api/v1/namespaces/default/pods`. */
export const randomPod = (seed: number): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: `random-${seed}`},
  spec: randomPodSpec(seed),
});

/** The same pod spec as the template of a DaemonSet: other field names, same rules. */
export const randomDaemonSet = (seed: number): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: {name: `random-${seed}`},
  spec: {
    selector: {matchLabels: {app: 'random'}},
    template: {metadata: {labels: {app: 'random'}}, spec: randomPodSpec(seed)},
  },
});
