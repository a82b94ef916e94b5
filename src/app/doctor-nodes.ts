import {distributionOf, poolOf} from '../facts/cluster/distribution.ts';
import {isWindows, type NodeFacts, nodes} from '../facts/cluster/nodes.ts';
import {type Evidence, type Report, severityOf} from '../kernel/report.ts';
import type {NodeRow} from '../kernel/telling.ts';
import {parseRuntime, windowsBuild} from '../windows/versions.ts';

/**
 * The Windows nodes of a visit with what was found on each and on its pods, the worst last; null when nodes could not be listed.
 * From evidence alone, so that saved evidence gives the same table.
 */
export function nodeRows(evidence: Evidence, report: Report): readonly NodeRow[] | null {
  const listed = evidence.facts['cluster']?.[nodes.id];
  const roster = evidence.rosters['node'];
  if (listed?.is !== 'known' || roster?.is !== 'known') return null;
  const judged = new Set(roster.value.flatMap(subject => ('name' in subject ? [subject.name] : [])));
  const tally = tallies(report);
  return (listed.value as unknown as readonly NodeFacts[])
    .filter(node => isWindows(node) && judged.has(node.name))
    .map(node => rowOf(node, tally.get(node.name) ?? {errors: 0, warnings: 0, unknown: 0}))
    .sort(
      (a, b) => a.errors - b.errors || a.warnings - b.warnings || a.unknown - b.unknown || (a.name < b.name ? -1 : 1),
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

function rowOf(node: NodeFacts, tally: Tally): NodeRow {
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
    ...tally,
  };
}
