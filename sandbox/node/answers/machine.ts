import {BUILTIN_GROUPS} from '../../../src/windows/accounts.ts';
import {windowsBuild} from '../../../src/windows/versions.ts';
import {hostNameOf} from '../scenario.ts';
import {inAnyCase} from './facts.ts';
import {type Answerer, absent, bytes, given, stamp} from './given.ts';

const HOUR = 3_600_000;

export const identity: Answerer = ({context}) => given(context.identity);

export const host: Answerer = ({facts, context, now}) => {
  const build = windowsBuild(context.node.build);
  return given({
    name: hostNameOf(context.node),
    domain: facts.domain,
    build: build?.build ?? 0,
    ubr: build?.revision ?? 0,
    edition: 'ServerDatacenter',
    installationType: 'Server Core',
    utc: stamp(now),
    bootedAt: stamp(now - facts.uptimeHours * HOUR),
    pendingReboot: facts.pendingReboot,
  });
};

export const volume: Answerer = ({ask, facts}) => {
  const found = inAnyCase(facts.volumes, String(ask['drive']));
  return found ? given({format: 'NTFS', freeBytes: bytes(found.freeGiB), totalBytes: bytes(found.totalGiB)}) : absent();
};

export const memory: Answerer = ({facts}) =>
  given({
    commitBytes: bytes(facts.memory.commitGiB),
    commitLimitBytes: bytes(facts.memory.limitGiB),
    freeBytes: bytes(facts.memory.freeGiB),
    totalBytes: bytes(facts.memory.totalGiB),
  });

export const service: Answerer = ({ask, facts, now}) => {
  const found = inAnyCase(facts.services, String(ask['name']));
  if (!found) return absent();
  const {state, start, delayed, account, imagePath, environment, proxies, wrapped} = found;
  const runs = state === 'Running';
  const process = {
    pid: runs ? found.pid : 0,
    threads: runs ? found.threads : null,
    handles: runs ? found.handles : null,
    startedAt: runs ? stamp(now - facts.uptimeHours * HOUR) : null,
    exitCode: found.exitCode,
    serviceExitCode: found.serviceExitCode,
  };
  const common = {state, start, delayed, account, imagePath, environment, proxies, wrapped};
  return given({...common, process: ask['process'] === true ? process : null});
};

export const processes: Answerer = ({ask, facts, now}) => {
  const count = inAnyCase(facts.processes, String(ask['name'])) ?? 0;
  const started = stamp(now - facts.uptimeHours * HOUR);
  const one = (at: number) => ({
    pid: 4000 + 4 * at,
    startedAt: started,
    threads: 22,
    handles: 380,
    privateBytes: bytes(0.1),
  });
  return given({count, processes: Array.from({length: Math.min(count, 20)}, (_, at) => one(at))});
};

export const users: Answerer = ({facts}) => given({users: facts.users, more: false});

export const groups: Answerer = ({context}) => {
  const all = context.node.groups.map((name, at) => ({
    name,
    sid: BUILTIN_GROUPS[name] ?? `S-1-5-21-3623811015-3361044348-30300820-${1001 + at}`,
  }));
  return given({groups: all, more: false});
};
