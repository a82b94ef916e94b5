import {existsSync, globSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {loadScenario, type Scenario, scenarioNames} from '../../sandbox/node/index.ts';
import type {ReportJson} from '../../src/render/report-json.ts';
import {type Transcript, transcriptText} from '../transcripts/transcript.ts';
import {visit} from './visit.ts';

// UPDATE_TRANSCRIPTS=1 writes what the commands print now; read the difference before you commit it.
const UPDATE = process.env['UPDATE_TRANSCRIPTS'] === '1';

const scenarios = scenarioNames().map(loadScenario);
const lessons = scenarios.flatMap(scenario => (scenario.ask === null ? [] : [{...scenario, ask: scenario.ask}]));

/** What a report names as wrong: the codes of its worst findings, and the known failures that keep the rest unknown. */
function named({findings, unknown}: ReportJson): readonly string[] {
  const of = (severity: string): string[] => findings.filter(each => each.severity === severity).map(({code}) => code);
  const worst = of('error').length > 0 ? of('error') : of('warning');
  const causes = unknown.flatMap(({cause}) => (cause !== null && /^HP\d{3}$/.test(cause) ? [cause] : []));
  return [...new Set([...worst, ...causes])];
}

// most of the time is spent waiting for pretend kubelets, so several play at once
describe.concurrent('doctor finds what a scenario breaks', () => {
  test.each(lessons)(
    '$name: $finds',
    async scenario => {
      const {step, report, refused} = await visit(scenario, scenario.ask);
      expect(refused).toEqual([]);
      expect(named(report)).toEqual(scenario.finds === null ? [] : [scenario.finds]);
      if (scenario.finds === null) expect(report.findings).toEqual([]);
      const told: Transcript = {
        shows: scenario.shows,
        scenario: scenario.name,
        setup: [],
        needs: null,
        target: null,
        steps: [step],
      };
      const path = fileOf(scenario);
      if (UPDATE) writeFileSync(path, transcriptText(told));
      else expect(transcriptText(told)).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
    },
    60_000,
  );
});

const fileOf = ({name}: Pick<Scenario, 'name'>): string => join(import.meta.dirname, `${name}.txt`);

test('there is a lesson for each transcript, and twenty of them break something', () => {
  const files = globSync('*.txt', {cwd: import.meta.dirname}).map(file => basename(file, '.txt'));
  expect(files.sort()).toEqual(lessons.map(({name}) => name));
  expect(lessons.filter(({finds}) => finds !== null).length).toBeGreaterThanOrEqual(20);
});

test('scenarios can be played together: no two create the same object', () => {
  const objects = scenarios.flatMap(({objects}) =>
    objects.map(({kind, metadata}) => `${kind} ${metadata?.['namespace'] ?? ''}/${metadata?.['name']}`),
  );
  expect(objects).toEqual([...new Set(objects)]);
});

test('what the shipped scenarios say are sentences', () => {
  const said = scenarios.flatMap(({shows, learn}) => [shows, ...(learn === null ? [] : [learn])]);
  expect(said.filter(text => !/^[A-Z“a-z].*\.$/.test(text))).toEqual([]);
});
