import {parse} from 'yaml';
import type {KubeObject} from '../../src/kernel/objects.ts';
import {done, type Outcome, refuse} from '../../src/kernel/outcome.ts';
import {KUBECTL_YAML} from '../../src/kernel/yaml.ts';
import type {Fault} from '../api/faults.ts';
import {completedNode, type Scenario, type WrittenNode} from '../node/scenario.ts';
import {SCENARIOS} from '../scenarios.generated.ts';
import {slipOf} from './format.ts';

/** The names of the scenarios that come with this program, sorted. */
export const scenarioNames = (): readonly string[] => Object.keys(SCENARIOS);

/** One that comes with this program. Throws on an unknown name; that each of them can be read is tested. */
export function loadScenario(name: string): Scenario {
  const text = Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name] : undefined;
  if (text === undefined) throw new Error(`no scenario called ${name}; there are ${scenarioNames().join(', ')}`);
  const read = readScenario(name, text);
  if (!read.ok) throw new Error(read.problem.text);
  return read.value;
}

/** A scenario's file as it is once `slipOf` finds nothing wrong with it. */
type Written = {
  shows: string;
  learn?: string;
  finds?: string;
  ask?: string;
  nodes: readonly WrittenNode[];
  objects?: readonly KubeObject[];
  faults?: readonly Fault[];
};

/** Reads a scenario that a person wrote, as YAML. `name`: how to call it, such as the file's path; a slip names it and the field. */
export function readScenario(name: string, text: string): Outcome<Scenario> {
  const slip = (what: string): Outcome<Scenario> =>
    refuse(
      'usage',
      `error: scenario ${name}: ${what}`,
      'The source’s sandbox/scenarios/README.md describes every field.',
    );
  let file: unknown;
  try {
    file = parse(text, {...KUBECTL_YAML, logLevel: 'error'});
  } catch (error) {
    const [line = ''] = (error as Error).message.split('\n');
    return slip(`it is no YAML: ${line.replace(/:$/, '')}`);
  }
  const wrong = slipOf(file);
  if (wrong !== null) return slip(wrong);
  const {shows, learn = null, finds = null, ask = null, nodes, objects = [], faults = []} = file as Written;
  if (nodes.length === 0) return slip('nodes is empty: a scenario needs a node');
  const twice = nodes.find((node, at) => nodes.findIndex(each => each.name === node.name) < at);
  if (twice) return slip(`nodes has two called ${twice.name}`);
  return done({name, shows, learn, finds, ask, nodes: nodes.map(completedNode), objects, faults});
}
