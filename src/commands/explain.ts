import {manual} from '../app/manual.ts';
import {decodeText} from '../app/manual-text.ts';
import {argList, HostprocessCommand} from '../cli/command.ts';
import {output} from '../cli/flags.ts';
import {systemFiles} from '../io/files.ts';
import type {ExitCode} from '../kernel/exit.ts';
import {jsonText} from '../render/report-json.ts';

/** A pasted text is read up to this many bytes: more than any describe or log tail that a person looks at. */
const TEXT_LIMIT = 4 * 1024 * 1024;

export default class Explain extends HostprocessCommand<typeof Explain> {
  static override summary = 'Explain a code, a field, an error message or what you see, without a cluster';
  static override description =
    'Every finding carries a code; this prints what it means, what to do, and where the fact comes from. A field of a manifest gives the rules about it. Any other text (as an argument, or many lines from standard input) is searched for every failure this program knows. A few words of your own lead to what prints no text, on pages that say you may mean them. What it does not know is exit code 3, never a guess.';
  static override examples = [
    {description: 'A code from a report', command: 'kubectl hostprocess explain HP725'},
    {description: 'The rules about a field', command: 'kubectl hostprocess explain hostNetwork'},
    {
      description: 'An error message',
      command: `kubectl hostprocess explain 'failed to logon user: Access is denied.'`,
    },
    {description: 'What you see, in a few words', command: 'kubectl hostprocess explain kubectl top shows nothing'},
    {
      description: 'Everything kubectl says about a pod',
      command: 'kubectl describe pod agent-x7 | kubectl hostprocess explain',
    },
  ];
  static override args = {
    text: argList({summary: 'A code, a field, or a text; - or nothing reads standard input.'}),
  };
  static override flags = {output: output(['text', 'json'])};

  protected async execute(): Promise<ExitCode> {
    const entries = this.must(manual(await this.#asked()));
    if (this.flags.output === 'json') {
      const pages = entries.map(({details, ...rest}) => ({...rest, ...Object.fromEntries(details)}));
      this.out.write(jsonText({schemaVersion: 1, entries: pages}));
      return 0;
    }
    const {style} = this.out;
    for (const [index, {code, title, details, links}] of entries.entries()) {
      if (index > 0) this.out.line();
      this.out.line(`${style.bold(code)} ${title}`);
      for (const [word, text] of [...details, ...links.map((link): [string, string] => ['source', link])])
        this.out.line(`    ${style.dim(word)}${' '.repeat(Math.max(1, 9 - word.length))}${text}`);
    }
    return 0;
  }

  async #asked(): Promise<string> {
    const words = this.args.text.join(' ');
    if (words !== '' && words !== '-') return words;
    if (words === '' && process.stdin.isTTY)
      this.misuse('explain needs a code, a field or a text', 'kubectl hostprocess explain -h shows examples.');
    return decodeText(this.must(await systemFiles().read('-', TEXT_LIMIT)));
  }
}
