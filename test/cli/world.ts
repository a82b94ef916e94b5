import type {Command} from '@oclif/core/command';
import {describeCommand} from '../../src/cli/describe.ts';
import type {World, Writer} from '../../src/cli/world.ts';
import {refuse} from '../../src/kernel/outcome.ts';
import {runCommandLine} from '../../src/main.ts';
import {PLAIN} from '../../src/render/style.ts';

/** A world in memory: what was written is in `stdout()` and `stderr()`; `end(reason)` is Ctrl-C and its like. */
export function testWorld(more: Partial<World> = {}) {
  const out = memoryWriter();
  const err = memoryWriter();
  const controller = new AbortController();
  const world: World = {
    out: out.writer,
    err: err.writer,
    env: {},
    home: '/home/tester',
    signal: controller.signal,
    leftovers: {say: null},
    connect: async () => refuse('unreachable', 'no cluster in this test'),
    ...more,
  };
  return {world, stdout: out.text, stderr: err.text, end: (reason: string) => controller.abort(reason)};
}

function memoryWriter(): {writer: Writer; text(): string} {
  let text = '';
  const writer: Writer = {
    style: PLAIN,
    terminal: false,
    stream: null,
    columns: 80,
    write(more) {
      text += typeof more === 'string' ? more : new TextDecoder().decode(more);
    },
    line(more = '') {
      this.write(`${more}\n`);
    },
    drained: async () => {},
  };
  return {writer, text: () => text};
}

/** Runs a command line against the given command classes only. */
export async function runWith(
  commands: {readonly [id: string]: Command.Class},
  argv: readonly string[],
  made: ReturnType<typeof testWorld> = testWorld(),
) {
  const words = Object.entries(commands).map(([id, command]) => describeCommand(id, command));
  const loaders = Object.fromEntries(
    Object.entries(commands).map(([id, command]) => [id, async () => ({default: command})] as const),
  );
  const code = await runCommandLine(argv, {version: '1.2.3', commands: words}, made.world, loaders);
  return {code, stdout: made.stdout(), stderr: made.stderr()};
}
