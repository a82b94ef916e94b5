import {CHECKS} from '../checks/registry.generated.ts';
import {distributionOf, poolOf} from '../facts/cluster/distribution.ts';
import {type NodeFacts, node} from '../facts/cluster/nodes.ts';
import {type Evidence, type Report, severityOf} from '../kernel/report.ts';
import {subjectKey} from '../kernel/subjects.ts';
import type {NodeRow} from '../kernel/telling.ts';
import {parseRuntime, windowsBuild} from '../windows/versions.ts';
import {nodeAsks} from './probe.ts';

/**
 * The Windows nodes of a visit with what was found on each and on its pods, the worst last; null when nodes could not be read.
 * From evidence alone, so that saved evidence gives the same table.
 */
export function nodeRows(evidence: Evidence, report: Report): readonly NodeRow[] | null {
  const roster = evidence.rosters['node'];
  if (roster?.is !== 'known') return null;
  const learned = roster.value.map(subject => evidence.facts[subjectKey(subject)]?.[node.id]);
  if (learned.some(each => each?.is !== 'known')) return null;
  const tally = tallies(report);
  const asked = askedNodes(report);
  return learned
    .flatMap(each => (each?.is === 'known' ? [each.value as unknown as NodeFacts] : []))
    .map(each => rowOf(each, asked.has(each.name), tally.get(each.name) ?? {errors: 0, warnings: 0, unknown: 0}))
    .sort(
      (a, b) => a.errors - b.errors || a.warnings - b.warnings || a.unknown - b.unknown || (a.name < b.name ? -1 : 1),
    );
}

/** The nodes about which a check was judged that only the node itself can answer. */
function askedNodes(report: Report): ReadonlySet<string> {
  const asking = new Set(CHECKS.filter(check => nodeAsks([check]).size > 0).map(check => check.code));
  return new Set(
    report.lines.flatMap(({check, subject, verdict}) =>
      subject.kind === 'node' && verdict.is !== 'not-applicable' && asking.has(check.code) ? [subject.name] : [],
    ),
  );
}

type Tally = {errors: number; warnings: number; unknown: number};

function tallies(report: Report): ReadonlyMap<string, Tally> {
  const tally = new Map<string, Tally>();
  for (const line of report.lines) {
    const {subject, verdict} = line;
    const node = subject.kind === 'node' ? subject.name : subject.kind === 'pod' ? subject.node : null;
    if (node === null || (verdict.is !== 'fail' && verdict.is !== 'unknown')) continue;
    const sum = tally.get(node) ?? {errors: 0, warnings: 0, unknown: 0};
    if (verdict.is === 'unknown') sum.unknown++;
    else
      for (const found of verdict.found) {
        const severity = severityOf(line, found);
        if (severity === 'error') sum.errors++;
        if (severity === 'warning') sum.warnings++;
      }
    tally.set(node, sum);
  }
  return tally;
}

function rowOf(node: NodeFacts, asked: boolean, tally: Tally): NodeRow {
  const build = windowsBuild(node.kernel ?? '');
  const runtime = parseRuntime(node.runtime ?? '');
  return {
    name: node.name,
    pool: poolOf(node),
    build: build ? [build.build, build.revision].filter(part => part !== null).join('.') : node.kernel,
    windows: build?.product ?? null,
    kubelet: node.kubelet?.replace(/^v/, '') ?? null,
    containerd: runtime?.name === 'containerd' ? (runtime.version?.text ?? null) : node.runtime,
    distribution: distributionOf(node),
    ready: node.ready === 'True',
    cordoned: node.unschedulable,
    asked,
    ...tally,
  };
}
