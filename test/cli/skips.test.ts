import {expect, test} from 'vitest';
import {missingSuites, type Results, skippedTests} from '../../scripts/test.ts';

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
