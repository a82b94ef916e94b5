import {HostprocessCommand} from '../cli/command.ts';
import {describeFlags} from '../cli/describe.ts';
import {GLOBAL_FLAGS} from '../cli/flags.ts';
import {flagLines} from '../cli/help.ts';
import type {ExitCode} from '../kernel/exit.ts';

export default class Options extends HostprocessCommand<typeof Options> {
  static override summary = 'List the flags that every command has';
  static override description = 'They may stand before or after the command.';
  static override examples = [{description: 'The list', command: 'kubectl hostprocess options'}];

  protected async execute(): Promise<ExitCode> {
    const lines = Object.entries(describeFlags(GLOBAL_FLAGS)).flatMap(([name, flag]) => flagLines(name, flag));
    this.out.write(`The following options can be passed to any command:\n\n${lines.join('\n')}`);
    return 0;
  }
}
