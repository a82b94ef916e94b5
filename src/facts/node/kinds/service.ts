import {flag, listOf, type NodeAsk, number, oneOf, orNull, record, text, time} from '../node-ask.ts';

/** The process behind a running service. On AKS it is nssm.exe, whose grandchild is the real program. */
export type ServiceProcess = {
  pid: number;
  threads: number | null;
  handles: number | null;
  startedAt: string | null;
  /** The service's last exit code: 1077 never started since boot, 1066 see `serviceExitCode`, 1067 died. */
  exitCode: number;
  serviceExitCode: number;
};

/** A Windows service as the registry and the service controller know it. */
export type Service = {
  /** The controller's own words, the same in every language of Windows. */
  state: 'Running' | 'Stopped' | 'StartPending' | 'StopPending' | 'ContinuePending' | 'PausePending' | 'Paused';
  start: 'boot' | 'system' | 'automatic' | 'manual' | 'disabled';
  delayed: boolean;
  /** ObjectName as it is stored: `LocalSystem`, `NT AUTHORITY\LocalService`, `.\Administrator`; null for drivers. */
  account: string | null;
  /** The command line, with tokens and passwords masked on the node. */
  imagePath: string | null;
  /** Names of the service's own environment variables; `proxies` are the values of HTTP_PROXY, HTTPS_PROXY, NO_PROXY, user and password masked. */
  environment: string[];
  proxies: {name: string; value: string}[];
  /** What nssm really runs, out of its Parameters; null where the service is no wrapper. */
  wrapped: {application: string; parameters: string; stdout: string | null; stderr: string | null} | null;
  /** Only when it was asked for (WMI, which may hang): the process, pid 0 when none runs. */
  process: ServiceProcess | null;
};

const STATES = [
  'Running',
  'Stopped',
  'StartPending',
  'StopPending',
  'ContinuePending',
  'PausePending',
  'Paused',
] as const;

const read = record<Service>({
  state: oneOf(...STATES),
  start: oneOf('boot', 'system', 'automatic', 'manual', 'disabled'),
  delayed: flag,
  account: orNull(text),
  imagePath: orNull(text),
  environment: listOf(text),
  proxies: listOf(record({name: text, value: text})),
  wrapped: orNull(record({application: text, parameters: text, stdout: orNull(text), stderr: orNull(text)})),
  process: orNull(
    record<ServiceProcess>({
      pid: number,
      threads: orNull(number),
      handles: orNull(number),
      startedAt: orNull(time),
      exitCode: number,
      serviceExitCode: number,
    }),
  ),
});

/** Asks for a service by its name (not its display name); null when there is none. `process` also asks WMI for pid, threads and exit codes. */
export const service = (name: string, options: {process?: boolean} = {}): NodeAsk<Service | null> => ({
  ask: {kind: 'service', name, ...(options.process ? {process: true} : {})},
  read: orNull(read),
});
