import type {AnyCheck} from './checks.ts';
import {type Answer, type AnyFact, known, type Learned, leaves, missing, none, notAsked} from './facts.ts';
import type {GatherPorts} from './ports.ts';
import type {Evidence} from './report.ts';
import {indexRosters} from './rosters.ts';
import {type Json, KINDS, type Kind, type Subject, subjectKey} from './subjects.ts';

/** What the user allowed: `ask` puts questions to nodes or pods; `optIn` names the checks asked for by code. */
export type Consent = {ask: boolean; optIn: readonly string[]};

/** The identity of an ask: its canonical JSON (keys sorted). */
export function askId(ask: Json): string {
  return JSON.stringify(ask, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** An ask fact whose value type no longer matters. */
type Question = {readonly id: string; ask(subject: Subject): Json; read(value: Json): Json | undefined};
type Asking = {
  target: Subject<'node'> | Subject<'pod'>;
  asks: Map<string, Json>;
  waiting: {fact: Question; id: string}[];
};

/** Learns, once per subject, every fact that the checks rest on. All asks of one node or pod go out together. */
export async function gather(options: {
  checks: readonly AnyCheck[];
  ports: GatherPorts;
  consent: Consent;
  /** ISO 8601; the only reading of the clock in the report. */
  at: string;
  tool: string;
}): Promise<Evidence> {
  const {ports, consent} = options;
  const checks = options.checks.filter(check => !check.optIn || consent.optIn.includes(check.code));
  const needed = new Set<Kind>(
    checks.flatMap(check => [check.about as Kind, ...factsOf(check).map(fact => fact.about as Kind)]),
  );
  const rosters = Object.fromEntries(
    await Promise.all(
      KINDS.filter(kind => needed.has(kind)).map(
        async kind => [kind, await unbroken(() => ports.roster(kind))] as const,
      ),
    ),
  );
  const index = indexRosters(rosters);
  const facts = new Map<string, Map<string, Learned<Json>>>();
  const put = (subject: Subject, id: string, learned: Learned<Json>): void => {
    const key = subjectKey(subject);
    facts.set(key, (facts.get(key) ?? new Map<string, Learned<Json>>()).set(id, learned));
  };

  const jobs: Promise<void>[] = [];
  const asking = new Map<string, Asking>();
  for (const check of checks) {
    for (const subject of index.of(check.about as Kind)) {
      for (const fact of factsOf(check)) {
        const target = index.above(subject, fact.about);
        if (target === undefined || facts.get(subjectKey(target))?.has(fact.id)) continue;
        put(target, fact.id, missing('was not learned in time'));
        if (fact.by === 'api') jobs.push(learn(fact, target, ports).then(learned => put(target, fact.id, learned)));
        else if (fact.by === 'ask' && (target.kind === 'node' || target.kind === 'pod')) {
          if (consent.ask) enqueue(asking, target, fact as unknown as Question);
          else put(target, fact.id, notAsked('not asked: add --probe'));
        }
      }
    }
  }
  for (const {target, asks, waiting} of asking.values()) {
    jobs.push(
      unbroken(async () => known(await ports.ask(target, asks))).then(answers => {
        for (const {fact, id} of waiting)
          put(target, fact.id, answers.is === 'known' ? learnedFrom(answers.value.get(id), fact.read) : answers);
      }),
    );
  }
  await Promise.all(jobs);
  const evidence: Evidence = {
    schemaVersion: 1,
    tool: options.tool,
    at: options.at,
    checks: checks.map(check => check.code as string).sort(),
    rosters: sortKeys(Object.entries(rosters)),
    facts: sortKeys([...facts].map(([key, learned]) => [key, sortKeys(learned)] as const)),
  };
  return JSON.parse(JSON.stringify(evidence)) as Evidence; // a live run judges what a replay would read
}

const factsOf = (check: AnyCheck): AnyFact[] => (Object.values(check.needs) as AnyFact[]).flatMap(need => leaves(need));

async function learn(fact: AnyFact, target: Subject, ports: GatherPorts): Promise<Learned<Json>> {
  if (fact.by !== 'api') return none('not an API fact');
  return unbroken(async () => (await fact.learn(target as never, ports)) as Learned<Json>);
}

/** One fact that throws is a bug, and costs the verdicts that rest on it, not the others. */
async function unbroken<T>(learning: () => Promise<Learned<T>>): Promise<Learned<T>> {
  try {
    return await learning();
  } catch (error) {
    return missing(`learning it failed (${String(error)}): please report this as a bug`);
  }
}

function enqueue(asking: Map<string, Asking>, target: Asking['target'], fact: Question): void {
  const entry: Asking = asking.get(subjectKey(target)) ?? {target, asks: new Map(), waiting: []};
  const ask = fact.ask(target);
  const id = askId(ask);
  entry.asks.set(id, ask);
  entry.waiting.push({fact, id});
  asking.set(subjectKey(target), entry);
}

/** What an answer proves: only a value (or a plain absence) of the shape that `read` knows is evidence. */
export function learnedFrom<T>(answer: Answer | undefined, read: (value: Json) => T | undefined): Learned<T> {
  if (answer === undefined) return missing('the node gave no answer to this');
  if (answer.is === 'error') return missing(answer.text, answer.cause);
  try {
    const value = read(answer.is === 'value' ? answer.value : null);
    return value === undefined ? missing('the answer has the wrong shape') : known(value);
  } catch (error) {
    return missing(`reading the answer failed (${String(error)}): please report this as a bug`);
  }
}

const sortKeys = <T>(entries: Iterable<readonly [string, T]>): {[key: string]: T} =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
