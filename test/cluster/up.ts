// A real control plane with pretend Windows nodes, for trying by hand:
//   node test/cluster/up.ts [--scenario NAME]…     (without: healthy)
// Ctrl-C stops it and removes everything.
import {once} from 'node:events';
import {parseArgs} from 'node:util';
import {loadScenario, scenarioNames} from '../../sandbox/node/index.ts';
import {startControlPlane} from './controlplane.ts';
import {joinNodes} from './pretend-nodes.ts';

const {values} = parseArgs({
  options: {scenario: {type: 'string', multiple: true, default: ['healthy']}, help: {type: 'boolean', short: 'h'}},
});

if (values.help) {
  console.log('usage: node test/cluster/up.ts [--scenario NAME]…\n\nscenarios:');
  for (const name of scenarioNames()) console.log(`  ${name.padEnd(28)}${loadScenario(name).shows}`);
} else {
  const unknown = values.scenario.filter(name => !scenarioNames().includes(name));
  if (unknown.length === 0) await run(values.scenario);
  else {
    console.error(`no scenario called ${unknown.join(', ')}; there are ${scenarioNames().join(', ')}`);
    process.exitCode = 2;
  }
}

async function run(scenarios: readonly string[]): Promise<void> {
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const plane = await startControlPlane();
  const nodes = plane.controllers ? await joinNodes(plane, ...scenarios) : null;
  if (nodes === null) console.error('no scheduler and no controllers here: pods that you create stay Pending');
  console.log(`export KUBECONFIG=${plane.kubeconfig}`);
  console.log(`export PATH=${plane.dir}:$PATH`);
  console.error(`${nodes?.names.join(', ') ?? 'no nodes'}; Ctrl-C stops it`);
  await interrupted;
  await nodes?.stop();
  await plane.stop();
}
