import {expect, test} from 'vitest';
import type {Line, Report} from '../../src/kernel/report.ts';
import {reportHtml} from '../../src/render/html.ts';
import {reportJunit} from '../../src/render/junit.ts';
import {reportMarkdown} from '../../src/render/markdown.ts';
import {stateText} from '../../src/render/node-table.ts';
import {reportText} from '../../src/render/report-text.ts';
import {PLAIN} from '../../src/render/style.ts';

const HOSTILE = '<script>alert("1")</script> & \' ]]> \u0001 \ud800 | `x` @team';
const line = (name: string, verdict: Line['verdict']): Line => ({
  check: {
    code: 'HP402',
    id: 'x',
    severity: 'error',
    title: HOSTILE,
    why: HOSTILE,
    remedy: HOSTILE,
    links: ['https://x/?a="b"'],
  },
  foundBy: null,
  subject: {kind: 'node', name},
  verdict,
  restsOn: [],
  positions: [],
});
const failing = (name: string): Line => line(name, {is: 'fail', found: [{text: HOSTILE}]});
const unknown = line('win-3', {is: 'unknown', because: HOSTILE, cause: null});
const report = (...lines: readonly Line[]): Report => ({
  schemaVersion: 1,
  at: '2026-11-20T12:00:00.000Z',
  lines,
  notAsked: [{code: 'HP503', kind: 'node', because: 'not asked: add --probe'}],
});
const row = {
  ...{name: HOSTILE, pool: null, build: null, windows: null, kubelet: null, containerd: null, distribution: 'aks'},
  ...{ready: true, cordoned: true, asked: true, errors: 1, warnings: 0, unknown: 2},
};

test('the page runs nothing, loads nothing, and shows hostile text as text', () => {
  const html = reportHtml(report(failing('win-1'), unknown), [row], HOSTILE);
  expect(html).not.toMatch(/<script|<img|<link|<iframe|@import|url\(|\son\w+=|javascript:/i);
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  expect(html).toContain('href="https://x/?a=&quot;b&quot;"');
  expect(html).toContain("default-src 'none'");
  expect(html).toContain('1 error, 2 unknown, cordoned');
});

test.each([
  ['ok', {asked: true}],
  ['Ready', {asked: false}],
  ['NotReady', {asked: false, ready: false}],
  ['Ready, cordoned', {asked: false, cordoned: true}],
  ['1 unknown', {asked: true, unknown: 1}],
  ['2 warnings', {asked: false, warnings: 2}],
])('a node is %s when %j: ok only where it was asked itself', (state, of) => {
  const fine = {...row, name: 'win-1', cordoned: false, errors: 0, unknown: 0, ...of};
  expect(stateText(fine)).toBe(state);
  expect(reportHtml(report(), [fine], 'c')).toContain(`>${state}</td>`);
  expect(reportMarkdown(report(), [fine], 'c')).toContain(`| ${state} |`);
});

test('every element of the page that opens is closed', () => {
  const html = reportHtml(report(failing('win-1'), unknown), [row], 'c').replace(/<style>[\s\S]*<\/style>/, '');
  const open: string[] = [];
  for (const [, close, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (['meta', 'br'].includes(name)) continue;
    if (close) expect(open.pop()).toBe(name);
    else open.push(name);
  }
  expect(open).toEqual([]);
});

test('JUnit: only characters that XML allows, counts that add up, unknown is an error and not asked is skipped', () => {
  const xml = reportJunit(report(failing('win-1'), unknown, line('win-1', {is: 'pass'})), 'error');
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|[\ud800-\udfff]/);
  expect(xml).not.toContain('<script');
  expect(xml).toContain('tests="4" failures="1" errors="1"');
  expect(xml.match(/<testcase /g)).toHaveLength(4);
  expect(xml.match(/<failure /g)).toHaveLength(1);
  expect(xml.match(/<error /g)).toHaveLength(1);
  expect(xml.match(/<skipped /g)).toHaveLength(1);
});

test('JUnit: what lies below --fail-on is said and is no failure', () => {
  const warning = line('win-1', {is: 'fail', found: [{text: 'close', severity: 'warning'}]});
  expect(reportJunit(report(warning), 'error')).toContain('failures="0"');
  expect(reportJunit(report(warning), 'warning')).toContain('failures="1"');
});

test('Markdown escapes what would be markup, a table cell or a mention', () => {
  const text = reportMarkdown(report(failing('win-1')), [row], 'c');
  expect(text).not.toMatch(/(?<!\\)<script|(?<!\\)`x|@team/);
  expect(text.split('\n').filter(each => each.startsWith('| '))).toHaveLength(2);
});

test('the same finding on many nodes is one block that names them', () => {
  const text = reportText(report(...['a', 'b', 'c', 'd'].map(failing)), PLAIN);
  expect(text.match(/HP402 /g)).toHaveLength(1);
  expect(text).toContain('a, b and 2 more nodes');
  expect(text).toContain('4 errors');
});
