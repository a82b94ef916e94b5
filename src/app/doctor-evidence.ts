import {CHECKS} from '../checks/registry.generated.ts';
import {type CollectorRun, collectorRuns} from '../facts/node/collector-reading.ts';
import {IDENTITY_ASK, readIdentity} from '../facts/node/kinds/identity.ts';
import {MACHINE_PREFIX} from '../facts/node/protocol.ts';
import {known, leaves} from '../kernel/facts.ts';
import {askId, gather} from '../kernel/gather.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {ClusterPort} from '../kernel/ports.ts';
import type {Evidence} from '../kernel/report.ts';
import {type Json, type JsonObject, KINDS, type Subject} from '../kernel/subjects.ts';
import {gatherPorts} from './gather-ports.ts';
import {answersOf} from './probe-answers.ts';
import {TOOL} from './tool.ts';

/** Saved evidence is read up to this many bytes: 5,000 nodes with all that was asked of them fit ten times. */
export const EVIDENCE_LIMIT = 512 * 1024 * 1024;

/** Evidence as `--save` writes it. */
export const evidenceText = (evidence: Evidence): string => `${JSON.stringify(evidence, null, 1)}\n`;

/**
 * Reads what `--save` wrote, what `-o json` printed, or the collector's lines pasted from a console (`at`: when they were read).
 * Refuses what is none of these.
 */
export async function readEvidence(bytes: Uint8Array, source: string, at: string): Promise<Outcome<Evidence>> {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe; // what Windows PowerShell's > writes
  const text = new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes).replace(/^\ufeff/, '');
  const json = parsed(text);
  const evidence = isObject(json) && isObject(json['evidence']) ? json['evidence'] : json;
  if (isEvidence(evidence))
    return CHECKS.some(({code}) => evidence.checks.includes(code))
      ? done(evidence)
      : refuse(
          'usage',
          `error: ${source} holds the answers to no check that this version knows, so it proves nothing`,
          'Use the version of kubectl hostprocess that saved it, or save it again: kubectl hostprocess doctor --save FILE',
        );
  if (isObject(evidence) && 'schemaVersion' in evidence && evidence['schemaVersion'] !== 1)
    return refuse(
      'usage',
      `error: ${source} has schemaVersion ${String(evidence['schemaVersion'])}, which this version does not know`,
      'Use the version of kubectl hostprocess that saved it, or a newer one.',
    );
  if (text.includes(MACHINE_PREFIX.trimEnd())) return pasted(text, source, at);
  return refuse(
    'usage',
    `error: ${source} holds neither saved evidence nor lines of the collector`,
    'Give a file that doctor --save or doctor -o json wrote, or what the text of doctor --as-script printed on a node.',
  );
}

/** Verdicts about nodes from the collector's own lines: what needs the cluster is not put. */
async function pasted(text: string, source: string, at: string): Promise<Outcome<Evidence>> {
  const runs = collectorRuns(text.split('\n'));
  if (runs.length === 0)
    return refuse(
      'usage',
      `error: ${source} holds no whole line of the collector`,
      'Copy all lines from the one with "begin" to the one with "end".',
    );
  const hosts = [...new Set(runs.flatMap(run => hostOf(run) ?? []))].sort();
  const nameless = runs.filter(run => hostOf(run) === null);
  const lost = hosts.length > 1 ? nameless.length > 0 : hosts.length > 0 && nameless.some(run => run.is === 'answered');
  if (lost)
    return refuse(
      'usage',
      `error: ${source} holds the lines of ${hosts.length > 1 ? 'several nodes' : 'a node'} (${hosts.join(', ')}), and the node’s name is missing in ${nameless.length} of its ${runs.length} runs`,
      'Leave them out, or copy them again: all lines from the one with "begin" to the one with "end".',
    );
  const names = hosts.length === 0 ? [source] : hosts;
  const readings = new Map(
    names.map(name => [name, latest(hosts.length === 0 ? runs : runs.filter(run => hostOf(run) === name))]),
  );
  const asksOf = (check: (typeof CHECKS)[number]): string[] =>
    Object.values(check.needs as Parameters<typeof leaves>[0][])
      .flatMap(leaves)
      .flatMap(fact =>
        fact.by === 'ask' && fact.about === 'node' ? [askId(fact.ask({kind: 'node', name: ''} as never))] : [''],
      );
  const checks = CHECKS.filter(check => check.about === 'node' && !asksOf(check).includes(''));
  const optIn = checks
    .filter(
      check => check.optIn && [...readings.values()].some(({answers}) => asksOf(check).every(id => answers.has(id))),
    )
    .map(check => check.code);
  const scope = {
    rosters: {
      cluster: known([{kind: 'cluster' as const, name: ''}]),
      node: known(names.map(name => ({kind: 'node' as const, name}))),
    },
    objects: () => undefined,
    ask: async (target: Subject<'node'> | Subject<'pod'>, asks: ReadonlyMap<string, Json>) =>
      answersOf(readings.get(target.name) ?? {is: 'empty'}, asks.keys(), null),
  };
  return done(
    await gather({
      checks,
      ports: gatherPorts(noCluster, scope, new AbortController().signal),
      consent: {ask: true, optIn},
      at,
      tool: TOOL,
    }),
  );
}

/** The complete run of a node that ended last by the node's clock, or stands last where that is not known; else the last that was cut. */
function latest(runs: readonly CollectorRun[]): CollectorRun {
  const whole = runs.filter(run => run.is === 'answered');
  const last = whole.reduce<(typeof whole)[number] | undefined>(
    (best, run) => (best && Date.parse(run.endedAt ?? '') < Date.parse(best.endedAt ?? '') ? best : run),
    undefined,
  );
  return last ?? (runs.at(-1) as CollectorRun);
}

/** The node that a collector's run says it is on; null where that was not answered. */
function hostOf({answers}: CollectorRun): string | null {
  const identity = answers.get(askId(IDENTITY_ASK));
  return (identity?.is === 'value' ? readIdentity(identity.value)?.host : undefined) ?? null;
}

const noCluster = {target: {server: '', context: null, namespace: '', user: null}} as unknown as ClusterPort;

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const isObject = (json: Json | undefined): json is JsonObject =>
  json !== null && typeof json === 'object' && !Array.isArray(json);

const isLearned = (json: Json | undefined): boolean =>
  isObject(json) &&
  (json['is'] === 'known'
    ? json['value'] !== undefined
    : (json['is'] === 'none' || json['is'] === 'missing') && typeof json['because'] === 'string');

const isRoster = (json: Json): boolean =>
  isLearned(json) &&
  (!isObject(json) ||
    json['is'] !== 'known' ||
    (Array.isArray(json['value']) &&
      json['value'].every(each => isObject(each) && KINDS.some(kind => kind === each['kind']))));

function isEvidence(json: Json | undefined | Evidence): json is Evidence & JsonObject {
  if (!isObject(json as Json)) return false;
  const {schemaVersion, tool, at, checks, rosters, facts} = json as JsonObject;
  return (
    schemaVersion === 1 &&
    typeof tool === 'string' &&
    typeof at === 'string' &&
    Array.isArray(checks) &&
    isObject(rosters) &&
    Object.values(rosters).every(isRoster) &&
    isObject(facts) &&
    Object.values(facts).every(learned => isObject(learned) && Object.values(learned).every(isLearned))
  );
}
