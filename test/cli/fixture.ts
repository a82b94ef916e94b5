/** A small program on the real main, for tests of what a process does: `dist/main.mjs` of a test's package exports its `main`. */
import * as Flags from '@oclif/core/flags';
import {arg, HostprocessCommand} from '../../src/cli/command.ts';
import {describeCommand, type Manifest} from '../../src/cli/describe.ts';
import type {CommandLoaders} from '../../src/cli/plugin.ts';
import type {ExitCode} from '../../src/kernel/exit.ts';
import {main as start} from '../../src/main.ts';
import {progressOn} from '../../src/render/progress.ts';

/** Writes lines until it is told to end. */
class Follow extends HostprocessCommand<typeof Follow> {
  protected async execute(): Promise<ExitCode> {
    for (let line = 0; !this.signal.aborted; line++) {
      this.out.line(`line ${line}`);
      await this.out.drained();
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    return 0;
  }
}

/** Waits to be told to end, then cleans up, for ever with --stuck. */
class Wait extends HostprocessCommand<typeof Wait> {
  static override flags = {stuck: Flags.boolean()};
  protected async execute(): Promise<ExitCode> {
    this.leaves(() => 'job/x is left: kubectl delete job/x');
    this.out.line(`ready ${process.pid}`);
    const timer = setInterval(() => {}, 1000);
    await new Promise<void>(resolve => this.signal.addEventListener('abort', () => resolve()));
    this.err.line(`cleaning up after ${this.signal.reason}`);
    if (this.flags.stuck) await new Promise(() => {});
    clearInterval(timer);
    return 0;
  }
}

/** Shows progress until it is told to end. */
class Spin extends HostprocessCommand<typeof Spin> {
  protected async execute(): Promise<ExitCode> {
    const progress = progressOn(this.err);
    progress.update('waiting for nodes');
    await new Promise<void>(resolve => {
      const timer = setInterval(() => {}, 1000);
      this.signal.addEventListener('abort', () => {
        clearInterval(timer);
        resolve();
      });
    });
    progress.stop();
    this.err.line(`ended: ${this.signal.reason}`);
    return 0;
  }
}

class Hang extends HostprocessCommand<typeof Hang> {
  protected async execute(): Promise<ExitCode> {
    return new Promise(() => {});
  }
}

/** Throws where no `await` can catch it. */
class Late extends HostprocessCommand<typeof Late> {
  protected async execute(): Promise<ExitCode> {
    setTimeout(() => {
      throw new RangeError('late');
    }, 1);
    return new Promise(() => {});
  }
}

class Big extends HostprocessCommand<typeof Big> {
  protected async execute(): Promise<ExitCode> {
    this.out.write('x'.repeat(5_000_000));
    return 3;
  }
}

class Given extends HostprocessCommand<typeof Given> {
  static override args = {name: arg({summary: 'Name.'})};
  protected async execute(): Promise<ExitCode> {
    this.out.line(JSON.stringify(this.args));
    if (this.args.name === 'SHELL') this.out.line(`SHELL=${process.env['SHELL']}`);
    return 0;
  }
}

const classes = {big: Big, follow: Follow, given: Given, hang: Hang, late: Late, spin: Spin, wait: Wait};
const loaders: CommandLoaders = Object.fromEntries(
  Object.entries(classes).map(([id, command]) => [id, async () => ({default: command})]),
);
const manifest: Manifest = {
  version: '1.2.3',
  commands: Object.entries(classes).map(([id, command]) => describeCommand(id, command)),
};

export const main = (argv: readonly string[]): Promise<void> => start(argv, manifest, loaders);
