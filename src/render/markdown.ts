import type {Report} from '../kernel/report.ts';
import type {NodeRow} from '../kernel/telling.ts';
import {nodeCells, nodeHeaders} from './node-table.ts';
import {summaryLine} from './report-text.ts';
import {findingsOf, headline, subjectsText, unlearnedOf, verdictSentence} from './report-words.ts';
import {visible} from './visible.ts';

/** Text that Markdown shows as it is, on one line. */
const escaped = (text: string): string =>
  visible(text.replace(/\s*[\r\n]+\s*/g, ' '))
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replaceAll('@', '@\u200b'); // a name after @ would call somebody in an issue

/** A report as Markdown, for issues and chats. `title` names the cluster. */
export function reportMarkdown(report: Report, rows: readonly NodeRow[] | null, title: string): string {
  const parts = [
    `# Windows nodes of ${escaped(title)}`,
    `**${escaped(verdictSentence(report))}**`,
    rows === null || rows.length === 0 ? null : nodesTable(rows),
    ...findingsOf(report).map(({line, found, severity, subjects}) =>
      [
        `## ${severity} ${line.check.code}: ${escaped(headline(line))}`,
        '',
        `- where: ${escaped(subjectsText(subjects, 20))}`,
        ...found.map(each => `- found: ${escaped(each.text)}`),
        `- means: ${escaped(line.check.why)}`,
        ...[...new Set(found.map(each => each.remedy ?? line.check.remedy))].map(remedy => `- do: ${escaped(remedy)}`),
        ...line.check.links.map(link => `- more: <${link}>`),
      ].join('\n'),
    ),
    ...unlearnedOf(report).map(({because, codes, subjects}) =>
      [
        `## unknown: ${codes.length === 1 ? '1 check' : `${codes.length} checks`}`,
        '',
        `- where: ${escaped(subjectsText(subjects, 20))}`,
        `- because: ${escaped(because)}`,
        `- checks: ${codes.join(', ')}`,
      ].join('\n'),
    ),
    `${escaped(summaryLine(report))} · ${escaped(report.at)}`,
  ];
  return `${parts.filter(part => part !== null).join('\n\n')}\n`;
}

const nodesTable = (rows: readonly NodeRow[]): string =>
  [
    `| ${nodeHeaders(false).join(' | ')} |`,
    `|${nodeHeaders(false)
      .map(() => '---')
      .join('|')}|`,
    ...rows.map(row => `| ${nodeCells(row, false).map(escaped).join(' | ')} |`),
  ].join('\n');
