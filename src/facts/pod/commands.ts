import {apiFact, derived, known, type Learned, missing, none, optional} from '../../kernel/facts.ts';
import {type KubeObject, listAt, numberAt, objectAt, textAt, valueAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Json, JsonObject, Subject} from '../../kernel/subjects.ts';
import {cmdReads, commandLine, effectiveCommand} from '../../windows/command-line.ts';
import {declaredEnvironment, expandVariables} from '../../windows/expansion.ts';
import {effectiveOptions} from '../../windows/options.ts';
import {mountModel, parseRuntime, windowsBuild} from '../../windows/versions.ts';
import {loops, restartsOf} from './restarts.ts';
import {podRuntime} from './runtime.ts';

/** How a HostProcess container's command is written; nothing of the command itself is kept, secrets hide there. */
export type CommandShape = {
  container: string;
  /** There is more behind its first line break than blanks. */
  broken: boolean;
  /** It starts a program, or names a file, by a path that counts from the working directory. */
  relative: boolean;
  /** The pod sets workingDir. */
  placed: boolean;
  /** It ended badly and does not run, or runs again only to end badly soon. */
  failing: boolean;
};

/** The command shapes of a pod's HostProcess containers; none for a pod without such containers. */
const podCommands = apiFact({
  id: 'pod-commands',
  about: 'pod',
  learn: async (subject: Subject<'pod'>, ports: GatherPorts): Promise<Learned<CommandShape[]>> => {
    const pod = await ports.object(subject);
    if (pod.is !== 'known') return pod;
    const shapes = effectiveOptions(objectAt(pod.value, 'spec'), ['spec'])
      .filter(each => each.hostProcess)
      .map(each => shapeOf(pod.value, each.name, valueAt(pod.value, each.path)));
    return shapes.length > 0 ? known(shapes) : none('it has no HostProcess container');
  },
});

/**
 * A container's command as far as its shape goes, for what keeps no secrets: its variables put in, then an x for each word, so that
 * line breaks, quotes and the dots and slashes of paths are left. What is not ASCII counts as a letter, whatever its
 * alphabet. It stands in for the container's own fields.
 */
export function commandOutline(container: Json): JsonObject {
  const env = declaredEnvironment(container).values;
  const outline = (text: string): string => text.replace(/[\w\u0080-\u{10ffff}]+/gu, 'x');
  const words = (['command', 'args'] as const).flatMap(key => {
    const list = listAt(container, key).filter(word => typeof word === 'string');
    return list.length === 0 ? [] : [[key, list.map(word => outline(expandVariables(word, env)))] as const];
  });
  const placed = textAt(container, 'workingDir') === null ? [] : [['workingDir', 'x'] as const];
  return Object.fromEntries<Json>([...words, ...placed]);
}

function shapeOf(pod: KubeObject, name: string, container: Json | undefined): CommandShape {
  const command = effectiveCommand(container, declaredEnvironment(container).values);
  const argv = command.is === 'known' ? command.argv : command.args;
  return {
    container: name,
    broken: cmdReads(commandLine(argv)).loses.some(({what}) => what === 'newline'),
    relative:
      (command.is === 'known' && /^[\w\u0080-\u{10ffff}.-]+[\\/]/u.test(argv[0] ?? '')) ||
      argv.some(word => /(?:^|[\s"'&;])\.{1,2}[\\/]/.test(word)),
    placed: textAt(container, 'workingDir') !== null,
    failing: isFailing(pod, name),
  };
}

function isFailing(pod: KubeObject, name: string): boolean {
  const status = ['initContainerStatuses', 'containerStatuses']
    .flatMap(list => listAt(pod, 'status', list))
    .find(each => textAt(each, 'name') === name);
  const last = ['state', 'lastState'].map(when => numberAt(status, when, 'terminated', 'exitCode'));
  const runs = valueAt(status, ['state', 'running']) !== undefined;
  return runs
    ? restartsOf(pod).some(each => each.container === name && each.exitCode !== 0 && loops(each))
    : (last[0] ?? last[1] ?? 0) !== 0;
}

/** The containers whose command only a certain runtime mistakes, with that runtime; none where no command is of that kind. */
const commandsOnNode = (id: string, because: string, is: (shape: CommandShape) => boolean) =>
  derived({
    id,
    about: 'pod',
    needs: {commands: podCommands, node: optional(podRuntime)},
    derive: ({commands, node}) => {
      const containers = commands.filter(is).map(each => each.container);
      if (containers.length === 0) return none(because);
      if (node === undefined) return missing('the containerd version of its node is not known');
      const containerd = parseRuntime(node.runtime ?? '')?.version ?? null;
      const model = mountModel({containerd, bindFilter: null, build: windowsBuild(node.kernel ?? '')});
      return containerd && model
        ? known({containers, containerd, model})
        : missing(
            `how its node starts containers is not known (${node.runtime ?? 'no runtime'}, ${node.kernel ?? 'no Windows build'})`,
          );
    },
  });

/** Containers whose command has a line break in it. */
export const brokenCommands = commandsOnNode(
  'broken-commands',
  'no command has a line break in it',
  each => each.broken,
);

/** Containers that fail and whose command counts on a working directory nobody set. */
export const misplacedCommands = commandsOnNode(
  'misplaced-commands',
  'no container fails whose command has a relative path and whose workingDir is unset',
  each => each.relative && !each.placed && each.failing,
);
