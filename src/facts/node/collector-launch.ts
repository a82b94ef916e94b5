import {askId} from '../../kernel/gather.ts';
import type {Json, JsonObject} from '../../kernel/subjects.ts';
import {COLLECTOR, COLLECTOR_DEEP} from './collector.generated.ts';
import {POWERSHELL, runVariable} from './launch.ts';
import {asciiJson} from './protocol.ts';

/** The environment variables that hold the collector's text, the text that adds kinds to it, and the asks. */
export const COLLECTOR_VARIABLE = 'HOSTPROCESS_COLLECTOR';
export const COLLECTOR_DEEP_VARIABLE = 'HOSTPROCESS_COLLECTOR_DEEP';
export const ASKS_VARIABLE = 'HOSTPROCESS_ASKS';

/** Every kind of ask, cheap and telling ones first, what may hang last; `deep` ones need the second text. Seconds until one is given up. */
export const KINDS: readonly {kind: string; seconds: number; deep: boolean}[] = [
  {kind: 'identity', seconds: 5, deep: false},
  {kind: 'host', seconds: 5, deep: false},
  {kind: 'volume', seconds: 5, deep: false},
  {kind: 'file', seconds: 5, deep: false},
  {kind: 'folder', seconds: 5, deep: false},
  {kind: 'registry', seconds: 5, deep: false},
  {kind: 'processes', seconds: 5, deep: false},
  {kind: 'service', seconds: 12, deep: false},
  {kind: 'http', seconds: 6, deep: false},
  {kind: 'dns', seconds: 8, deep: false},
  {kind: 'tcp', seconds: 10, deep: false},
  {kind: 'memory', seconds: 12, deep: true},
  {kind: 'users', seconds: 20, deep: true},
  {kind: 'groups', seconds: 20, deep: true},
  {kind: 'cim', seconds: 20, deep: true},
  {kind: 'events', seconds: 20, deep: true},
  {kind: 'run', seconds: 18, deep: true},
  {kind: 'hns', seconds: 18, deep: true},
];

/** After this many seconds the collector asks nothing more; the ask under way then may take its own time. For a pod's activeDeadlineSeconds, add the start. */
export const COLLECTOR_SECONDS = 150;

/** How a container becomes the collector. Values are as the process must see them: in a manifest, `protect` doubles their `$`. */
export type CollectorLaunch = {
  command: readonly string[];
  env: readonly {name: string; value: string}[];
};

/** Whether an ask needs the second text: WMI, programs, event logs, accounts, the contents of logs. */
export const isDeep = (ask: Json): boolean => {
  const {kind, tailBytes, process} = (ask ?? {}) as JsonObject;
  const known = KINDS.find(each => each.kind === kind);
  return known?.deep === true || tailBytes !== undefined || process === true;
};

/** The asks as the variable carries them: a JSON list with one ask a line, in the order in which they are to be asked. */
export function asksText(asks: Iterable<Json>): string {
  const place = (ask: Json): number => KINDS.findIndex(each => each.kind === (ask as JsonObject)['kind']);
  const slow = (ask: Json): number => place(ask) + (isDeep(ask) ? KINDS.length : 0);
  const sorted = [...asks].sort((a, b) => slow(a) - slow(b) || (askId(a) < askId(b) ? -1 : 1));
  return `[\n${sorted.map(ask => asciiJson(JSON.parse(askId(ask)) as Json)).join(',\n')}\n]`;
}

/**
 * Command and environment of a container that asks. `apiServer` is an address behind the API server's ClusterIP, for
 * `tcpToApiServer('endpoint')`.
 */
export function collectorLaunch(
  asks: Iterable<Json>,
  options: {apiServer?: {host: string; port: number} | null} = {},
): CollectorLaunch {
  const list = [...asks];
  const {apiServer = null} = options;
  return {
    command: [...POWERSHELL, runVariable(COLLECTOR_VARIABLE)],
    env: [
      {name: COLLECTOR_VARIABLE, value: COLLECTOR.text},
      ...(list.some(isDeep) ? [{name: COLLECTOR_DEEP_VARIABLE, value: COLLECTOR_DEEP.text}] : []),
      {name: ASKS_VARIABLE, value: asksText(list)},
      ...(apiServer === null
        ? []
        : [
            {name: 'HOSTPROCESS_API_HOST', value: apiServer.host},
            {name: 'HOSTPROCESS_API_PORT', value: String(apiServer.port)},
          ]),
    ],
  };
}

/**
 * The same as text to paste into PowerShell on the node, or into a cloud's run-command: it sets the variables, starts the same
 * process as in a pod, and takes the variables away. What it prints is for `doctor --from`.
 */
export function collectorAsScript(asks: Iterable<Json>): string {
  const {command, env} = collectorLaunch(asks);
  const [program = '', ...options] = command;
  const statement = options.pop() ?? '';
  return [
    ...env.map(({name, value}) => `$env:${name} = @'\n${value.replace(/\n$/, '')}\n'@`),
    `& '${program}' ${options.join(' ')} '${statement}'`,
    `Remove-Item ${env.map(({name}) => `'Env:${name}'`).join(', ')}`,
    '',
  ].join('\n');
}
