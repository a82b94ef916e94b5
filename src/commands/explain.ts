import {entryOf} from '../app/manual.ts';
import {arg, HostprocessCommand} from '../cli/command.ts';
import type {ExitCode} from '../kernel/exit.ts';

export default class Explain extends HostprocessCommand<typeof Explain> {
  static override summary = 'Explain a code such as HP725, without a cluster';
  static override description =
    'Every finding carries a code; this prints what it means, what to do, and where the fact comes from.';
  static override examples = [{description: 'A code from a report', command: 'kubectl hostprocess explain HP725'}];
  static override args = {code: arg({summary: 'A code: HP and three digits.', required: true})};

  protected async execute(): Promise<ExitCode> {
    const entry = this.must(entryOf(this.args.code ?? ''));
    const {style} = this.out;
    this.out.line(`${style.bold(entry.code)} ${entry.title}`);
    const details = [...entry.details, ...entry.links.map((link): [string, string] => ['source', link])];
    for (const [word, text] of details)
      this.out.line(`    ${style.dim(word)}${' '.repeat(Math.max(1, 9 - word.length))}${text}`);
    return 0;
  }
}
