import type {AnyCheck, Code, Fix, Found, Severity} from '../../src/kernel/checks.ts';
import {known, missing} from '../../src/kernel/facts.ts';
import {gather} from '../../src/kernel/gather.ts';
import {judge} from '../../src/kernel/judge.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import type {GatherPorts} from '../../src/kernel/ports.ts';
import {type Line, severityOf} from '../../src/kernel/report.ts';
import type {Json, Path, Subject} from '../../src/kernel/subjects.ts';
import {RULES} from '../../src/rules/index.ts';

/** Judges one manifest by the rules, with nothing in the world but that manifest; one line for each rule. Throws when one cannot tell. */
export async function lintDocument(object: KubeObject, rules: readonly AnyCheck[] = RULES): Promise<readonly Line[]> {
  const subject: Subject<'document'> = {kind: 'document', source: 'manifest.yaml', index: 0};
  const nothing = missing('a test has no cluster');
  const ports: GatherPorts = {
    roster: async kind => known(kind === 'document' ? [subject] : []),
    object: async () => known(object),
    get: async () => nothing,
    list: async () => nothing,
    lines: async () => nothing,
    allowed: async () => nothing,
    logTail: async () => nothing,
    dryRun: async () => nothing,
    ask: async () => new Map(),
  };
  const at = '2026-01-01T00:00:00Z';
  const evidence = await gather({checks: rules, ports, consent: {ask: false, optIn: []}, at, tool: 'test'});
  const lines = judge(rules, evidence).lines;
  for (const {check, verdict} of lines)
    if (verdict.is === 'unknown') throw new Error(`${check.code}: ${verdict.because}`);
  return lines;
}

export const foundIn = (line: Line | undefined): readonly Found[] =>
  line?.verdict.is === 'fail' ? line.verdict.found : [];

/** The codes of the rules that found something, those at `severity` only when it is given. */
export const failed = (lines: readonly Line[], severity?: Severity): readonly Code[] =>
  lines
    .filter(line => foundIn(line).some(found => severity === undefined || severityOf(line, found) === severity))
    .map(line => line.check.code);

type Mutable = {[key: string]: Json | undefined};

/** A copy of the document with the fix made; parents that are not there are created. */
export function applyFix(document: KubeObject, fix: Fix): KubeObject {
  const copy = structuredClone(document) as KubeObject;
  let parent = copy as unknown as Mutable;
  for (const step of fix.at.slice(0, -1)) {
    const key = String(step);
    parent[key] ??= {};
    parent = parent[key] as Mutable;
  }
  const last = String(fix.at.at(-1));
  if (fix.op === 'set') parent[last] = fix.value;
  else delete parent[last];
  return copy;
}

/** How much of a path is in the document: its length when all of it is. */
export function depthOf(document: Json, at: Path): number {
  let value: Json | undefined = document;
  for (const [depth, step] of at.entries()) {
    if (value === null || typeof value !== 'object' || !(String(step) in value)) return depth;
    value = (value as Mutable)[String(step)];
  }
  return at.length;
}
