import {nodeRows} from '../app/doctor-nodes.ts';
import type {Evidence, Report} from '../kernel/report.ts';
import {nodeTable} from '../render/node-table.ts';
import {jsonText, reportJson} from '../render/report-json.ts';
import {reportText} from '../render/report-text.ts';
import {yamlText} from '../render/yaml.ts';
import type {Writer} from './world.ts';

export type DoctorFormat = 'text' | 'wide' | 'json' | 'yaml' | 'junit' | 'html' | 'markdown';

/** A visit in the format asked for: from the evidence alone, so that a saved one gives the same text. */
export function doctorText(format: DoctorFormat, report: Report, evidence: Evidence, out: Writer): string {
  const rows = nodeRows(evidence, report);
  const data = {...reportJson(report, evidence), nodes: rows};
  switch (format) {
    case 'json':
      return jsonText(data);
    case 'yaml':
      return yamlText(data);
    default: {
      const head = nodeTable(rows ?? [], format === 'wide');
      return `${head}${head === '' ? '' : '\n'}${reportText(report, out.style, out.terminal ? out.columns : null)}`;
    }
  }
}
