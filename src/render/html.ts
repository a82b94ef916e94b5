import type {Report} from '../kernel/report.ts';
import type {NodeRow} from '../kernel/telling.ts';
import {nodeCells, nodeHeaders, stateText} from './node-table.ts';
import {summaryLine} from './report-text.ts';
import {
  type Finding,
  findingsOf,
  headline,
  subjectsText,
  type Unlearned,
  unlearnedOf,
  verdictSentence,
} from './report-words.ts';

/** Text for HTML, in elements and in attributes with double quotes. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const STYLE = `
body{font:16px/1.5 system-ui,"Segoe UI",sans-serif;color:#1b1b1b;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
.say{font-size:1.15rem;padding:.75rem 1rem;border-left:.4rem solid #2e7d32;background:#eef6ee;margin:1rem 0}
.say.bad{border-color:#b3261e;background:#fcefee}.say.doubt{border-color:#8a6100;background:#fdf6e3}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
th{font-size:.85rem;color:#555}td.bad{color:#b3261e;font-weight:600}td.doubt{color:#8a6100;font-weight:600}
article{border:1px solid #ddd;border-left:.4rem solid #b3261e;padding:.6rem 1rem;margin:.75rem 0}
article.warning,article.unknown{border-left-color:#8a6100}article.info{border-left-color:#2456a6}
article h3{font-size:1rem;margin:0 0 .4rem}dl{display:grid;grid-template-columns:5rem 1fr;gap:.2rem .8rem;margin:0}
dt{color:#555}dd{margin:0;overflow-wrap:anywhere}footer{margin-top:2rem;color:#555;font-size:.85rem}
@media print{body{margin:0}article{break-inside:avoid}}`;

/**
 * A report as one page that needs nothing else: no script, no font, no picture, no link that loads by itself; it opens from a mail.
 * `title` names the cluster.
 */
export function reportHtml(report: Report, rows: readonly NodeRow[] | null, title: string): string {
  const findings = findingsOf(report);
  const unlearned = unlearnedOf(report);
  const worst = findings.some(each => each.severity === 'error')
    ? ' bad'
    : findings.some(each => each.severity === 'warning') || unlearned.length > 0
      ? ' doubt'
      : '';
  const parts = [
    `<h1>Windows nodes of ${escaped(title)}</h1>`,
    `<p class="say${worst}">${escaped(verdictSentence(report))}</p>`,
    rows === null || rows.length === 0 ? '' : `<h2>Nodes</h2>\n${nodesTable(rows)}`,
    findings.length === 0 ? '' : `<h2>What is wrong</h2>\n${findings.map(findingHtml).join('\n')}`,
    unlearned.length === 0 ? '' : `<h2>What could not be answered</h2>\n${unlearned.map(unlearnedHtml).join('\n')}`,
    `<footer>${escaped(summaryLine(report))}<br>Gathered ${escaped(report.at)} by kubectl hostprocess doctor. Every code opens with: kubectl hostprocess explain CODE</footer>`,
  ];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>Windows nodes of ${escaped(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    '</head>',
    '<body>',
    ...parts.filter(part => part !== ''),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function nodesTable(rows: readonly NodeRow[]): string {
  const head = nodeHeaders(true).map(header => `<th scope="col">${escaped(header)}</th>`);
  const body = rows.map(row => {
    const tone = row.errors > 0 ? 'bad' : row.warnings + row.unknown > 0 ? 'doubt' : '';
    const cells = nodeCells(row, true).slice(0, -1);
    return `<tr>${cells.map(cell => `<td>${escaped(cell)}</td>`).join('')}<td class="${tone}">${escaped(stateText(row))}</td></tr>`;
  });
  return `<table>\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
}

function findingHtml({line, found, severity, subjects}: Finding): string {
  const {check} = line;
  const remedies = [...new Set(found.map(each => each.remedy ?? check.remedy))];
  return [
    `<article class="${severity}">`,
    `<h3>${severity === 'info' ? 'Note' : severity === 'warning' ? 'Warning' : 'Error'} ${check.code}: ${escaped(headline(line))}</h3>`,
    '<dl>',
    row('Where', subjectsText(subjects, 20)),
    ...found.map(each => row('Found', each.text)),
    row('Means', check.why),
    ...remedies.map(remedy => row('Do', remedy)),
    ...check.links.map(
      link => `<dt>More</dt><dd><a href="${escaped(link)}" rel="noreferrer">${escaped(link)}</a></dd>`,
    ),
    '</dl>',
    '</article>',
  ].join('\n');
}

const unlearnedHtml = ({because, codes, subjects}: Unlearned): string =>
  [
    '<article class="unknown">',
    `<h3>Unknown: ${codes.length === 1 ? '1 check' : `${codes.length} checks`}</h3>`,
    '<dl>',
    row('Where', subjectsText(subjects, 20)),
    row('Because', because),
    row('Checks', codes.join(', ')),
    '</dl>',
    '</article>',
  ].join('\n');

const row = (word: string, text: string): string => `<dt>${word}</dt><dd>${escaped(text)}</dd>`;
