import {nodeRows} from '../app/doctor-nodes.ts';
import type {Severity} from '../kernel/checks.ts';
import type {Evidence, Report} from '../kernel/report.ts';
import {reportHtml} from '../render/html.ts';
import {reportJunit} from '../render/junit.ts';
import {reportMarkdown} from '../render/markdown.ts';
import {nodeTable} from '../render/node-table.ts';
import {jsonText, reportJson} from '../render/report-json.ts';
import {reportText} from '../render/report-text.ts';
import {yamlText} from '../render/yaml.ts';
import type {Writer} from './world.ts';

export type DoctorFormat = 'text' | 'wide' | 'json' | 'yaml' | 'junit' | 'html' | 'markdown';

/** A visit in the format asked for: from the evidence alone, so that a saved one gives the same text. */
export function doctorText(
  format: DoctorFormat,
  report: Report,
  evidence: Evidence,
  failOn: Severity,
  out: Pick<Writer, 'style' | 'terminal' | 'columns'>,
): string {
  const rows = nodeRows(evidence, report);
  switch (format) {
    case 'json':
      return jsonText({...reportJson(report, evidence), nodes: rows});
    case 'yaml':
      return yamlText({...reportJson(report, evidence), nodes: rows});
    case 'junit':
      return reportJunit(report, failOn);
    case 'html':
      return reportHtml(report, rows, titleOf(evidence));
    case 'markdown':
      return reportMarkdown(report, rows, titleOf(evidence));
    case 'text':
    case 'wide': {
      const head = nodeTable(rows ?? [], format === 'wide');
      return `${head}${head === '' ? '' : '\n'}${reportText(report, out.style, out.terminal ? out.columns : null)}`;
    }
  }
}

/** The name of the cluster that the evidence is about. */
function titleOf(evidence: Evidence): string {
  const roster = evidence.rosters['cluster'];
  const [cluster] = roster?.is === 'known' ? roster.value : [];
  return cluster?.kind === 'cluster' && cluster.name !== '' ? `cluster ${cluster.name}` : 'a cluster';
}
