import {expect, test} from 'vitest';
import {missingSuites, type Results, skipLines, skippedTests} from '../../scripts/test.ts';

test.each([
  [undefined, []],
  ['', []],
  ['kubectl', ['kubectl']],
  ['kubectl, other', ['kubectl']],
  ['*', ['kubectl', 'powershell']],
  ['*,-powershell', ['kubectl']],
])('of skipped suites, "%s" must run: %j', (required, expected) => {
  const skips = [
    {suite: 'kubectl', because: 'none'},
    {suite: 'powershell', because: 'none'},
  ];
  expect(missingSuites(skips, required)).toEqual(expected);
});

test('every skipped suite is named, those that lack the same in one line', () => {
  const skips = [
    {suite: 'kubectl', because: 'no control plane'},
    {suite: 'powershell', because: 'no PowerShell'},
    {suite: 'transcripts', because: 'no control plane'},
  ];
  expect(skipLines(skips)).toEqual([
    'skipped: kubectl, transcripts: no control plane',
    'skipped: powershell: no PowerShell',
  ]);
});

test('tests that were skipped are counted for each file', () => {
  const results: Pick<Results, 'testResults'> = {
    testResults: [
      {name: '/a.test.ts', assertionResults: [{status: 'passed'}]},
      {
        name: `${process.cwd()}/test/b.test.ts`,
        assertionResults: [{status: 'skipped'}, {status: 'todo'}, {status: 'failed'}],
      },
    ],
  };
  expect(skippedTests(results as Results)).toEqual([{file: 'test/b.test.ts', count: 2}]);
});
