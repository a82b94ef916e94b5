import {expect, test} from 'vitest';
import {loadScenario, scenarioNames} from '../../sandbox/node/index.ts';

test.each(scenarioNames())('%s says in one sentence what it shows, and has nodes', name => {
  const {shows, nodes} = loadScenario(name);
  expect(shows).toMatch(/^[A-Za-z][^\n]*\.( ?\([^)]*\))?$/);
  expect(nodes.map(node => node.name).sort()).toEqual([...new Set(nodes.map(node => node.name))].sort());
  expect(nodes.length).toBeGreaterThan(0);
});

test('an unknown scenario is refused with the names there are', () => {
  expect(() => loadScenario('helthy')).toThrow(/^no scenario called helthy; there are .*healthy, /);
});

test('what a scenario does not say is an ordinary Windows node', () => {
  expect(loadScenario('wrong-case').nodes).toMatchObject([
    {os: 'windows', containerd: '1.7.22', containerdAccount: 'LocalSystem', honoursHostProcess: true, notReady: null},
  ]);
});
