import {textAt} from '../kernel/objects.ts';
import {done, type Outcome, type Problem, refuse} from '../kernel/outcome.ts';
import {fill, stampRun, type Template} from '../templates/index.ts';
import {chooseNamespace, windowsNodes, withImage} from './ephemeral.ts';
import {type Planned, place, traitsOf} from './plan.ts';
import type {RunOptions, RunSource} from './run.ts';

/** What is to be created, complete: in its namespace, and (when short-lived) marked with its owner and its end. */
export type Prepared = {planned: readonly Planned[]; ephemeral: boolean; namespaceBecause: string | null};

/** Short-lived objects may be cleaned up by anybody this many seconds after their deadline. */
export const SPARE_SECONDS = 300;

/** Places what a file held, or fills the template. Asks the cluster for nodes, images and a namespace where the template needs them. */
export async function prepare(options: RunOptions): Promise<Outcome<Prepared>> {
  if (options.source.is === 'template') return prepareTemplate(options, options.source);
  const {object, source, locate} = options.source.workload;
  const fallback = options.ports.cluster?.target.namespace ?? 'default';
  const planned = place(object, source, locate, {flag: options.namespace, fallback});
  return planned.ok ? done({planned: [planned.value], ephemeral: false, namespaceBecause: null}) : planned;
}

async function prepareTemplate(options: RunOptions, source: RunSource & {is: 'template'}): Promise<Outcome<Prepared>> {
  const {template, values} = source;
  const {cluster} = options.ports;
  const asked = askedNamespace(options.namespace, values);
  if (!asked.ok) return asked;
  const fallback = cluster?.target.namespace ?? 'default';
  const filled = (
    given: RunSourceValues,
    nodes: readonly string[],
    namespace: string | null,
  ): Outcome<readonly Planned[]> =>
    planTemplate(template, namespace === null ? given : {...given, namespace}, nodes, fallback);
  const asItIs = (): Outcome<Prepared> => {
    const planned = filled(values, source.nodes ?? [], asked.value);
    return planned.ok ? done({planned: planned.value, ephemeral: template.ephemeral, namespaceBecause: null}) : planned;
  };
  if (template.each === null) return asItIs();
  if (cluster === null && source.nodes === null)
    return refuse(
      'usage',
      `error: ${template.name} makes one object for each Windows node, and without a cluster nobody knows the nodes`,
      'Name them with --node NAME, or give a kubeconfig.',
    );
  const nodes = cluster === null ? null : await windowsNodes(cluster, source.nodes, options.signal);
  if (cluster === null || nodes === null || (!nodes.ok && source.nodes !== null && mayGuess(options, nodes.problem))) {
    await options.tell({is: 'note', text: GUESSED});
    return asItIs();
  }
  if (!nodes.ok) return nodes;
  const names = nodes.value.map(each => each.node.name);
  // two people may check the same node at the same time: a short-lived object has a name of its own
  const id = newRunId();
  const base =
    template.ephemeral && !('name' in values) ? {...values, name: `${template.name}-${id.slice(0, 5)}`} : values;
  const sample = filled(base, names, asked.value);
  if (!sample.ok) return sample;
  const chosen = await chooseNamespace(sample.value[0] as Planned, asked.value, cluster, options.signal);
  if (!chosen.ok) return chosen;
  const planned = filled(base, names, chosen.value.namespace);
  if (!planned.ok) return planned;
  const owner = await cluster.whoAmI(options.signal);
  const ends =
    options.ports.clock.now().getTime() + ((traitsOf(planned.value).endsAfterSeconds ?? 0) + SPARE_SECONDS) * 1000;
  const by = {id, owner: owner.ok ? owner.value : null, expires: new Date(ends).toISOString()};
  const stamped = planned.value.map((each, index) => {
    const image = 'image' in values ? null : (nodes.value[index]?.image ?? null);
    const own = {...each, object: stampRun(each.object, by)};
    return image === null ? own : withImage(own, image);
  });
  return done({planned: stamped, ephemeral: template.ephemeral, namespaceBecause: chosen.value.because});
}

/** The namespace that was named, by `-n` or as the hole it fills; null when by neither. */
function askedNamespace(flag: string | null, values: RunSourceValues): Outcome<string | null> {
  const set = textAt(values, 'namespace');
  return set !== null && flag !== null && set !== flag
    ? refuse(
        'usage',
        `error: --set namespace=${set} and -n ${flag} name different namespaces`,
        'Leave out one of them.',
      )
    : done(set ?? flag);
}

/** What only looks at an object may show it without the cluster's part in it. */
const mayGuess = ({dryRun}: RunOptions, problem: Problem): boolean =>
  dryRun === 'client' && (problem.is === 'unreachable' || problem.is === 'unauthorized');

const GUESSED =
  'No cluster was asked. What is really sent also has the run’s id in its name and, as annotations, its owner and its end; its namespace and image may be others.';

function planTemplate(
  template: Template,
  values: RunSourceValues,
  nodes: readonly string[],
  fallback: string,
): Outcome<readonly Planned[]> {
  const filled = fill(template, values, nodes);
  if (!filled.ok) return filled;
  const planned: Planned[] = [];
  for (const object of filled.value) {
    const placed = place(object, `template ${template.name}`, () => null, {flag: null, fallback});
    if (!placed.ok) return placed;
    planned.push(placed.value);
  }
  return done(planned);
}

type RunSourceValues = (RunSource & {is: 'template'})['values'];

/** Eight hexadecimal digits that tell this run's objects from those of every other. */
export const newRunId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(4))].map(byte => byte.toString(16).padStart(2, '0')).join('');
