import * as Flags from '@oclif/core/flags';
import {exitOfResults} from '../app/exec-result.ts';
import {SYSTEM_ACCOUNT} from '../app/node-job.ts';
import {shell} from '../app/shell.ts';
import {arg, HostprocessCommand} from '../cli/command.ts';
import {duration, LONGEST_RUN_MS} from '../cli/flags.ts';
import {voicesOf} from '../cli/voices.ts';
import {systemClock} from '../io/clock.ts';
import {rawTerminal} from '../io/raw-terminal.ts';
import type {ExitCode, RemoteExit} from '../kernel/exit.ts';
import {execText} from '../render/exec-text.ts';
import {teller} from '../render/tell.ts';

export default class Shell extends HostprocessCommand<typeof Shell> {
  static override summary = 'Open an interactive shell on a Windows node';
  static override description =
    'The shell runs on the host itself, as SYSTEM unless --account names a lesser account, in a short-lived pod. It ends with exit, when its time is up (the window’s title counts down, a line warns five minutes before), or when the terminal is closed; then its pod is removed, and the node confirms it. If this program is killed, the pod’s own deadlines end it.';
  static override examples = [
    {description: 'PowerShell on a node', command: 'kubectl hostprocess shell win-1'},
    {description: 'cmd.exe for ten minutes', command: 'kubectl hostprocess shell win-1 --shell cmd --for 10m'},
    {
      description: 'Without administrator rights',
      command: 'kubectl hostprocess shell win-1 --account "NT AUTHORITY\\Local service"',
    },
  ];
  static override args = {node: arg({summary: 'A Windows node: NAME or node/NAME.'})};
  static override flags = {
    shell: Flags.option({
      options: ['powershell', 'cmd'] as const,
      default: 'powershell' as const,
      summary: 'Which shell.',
    })(),
    account: Flags.string({summary: 'Account to run as.', default: SYSTEM_ACCOUNT, helpValue: 'NAME'}),
    for: duration({summary: 'How long the session may last.', default: 3_600_000, max: LONGEST_RUN_MS}),
  };

  protected async execute(): Promise<ExitCode | RemoteExit> {
    const {flags, err} = this;
    const voices = voicesOf(this.out, err, {reportsAreData: false, machineLines: false});
    const terminal = rawTerminal();
    const cluster = await this.cluster();
    const result = this.must(
      await shell({
        node: this.args.node ?? null,
        shell: flags.shell,
        account: flags.account,
        forMs: flags.for,
        namespace: this.global.namespace ?? null,
        cluster,
        clock: systemClock,
        terminal,
        signal: this.signal,
        tell: teller(voices),
        leaves: text => this.leaves(text === null ? null : () => text),
      }).finally(() => voices.progress.stop()),
    );
    const code = exitOfResults([result]);
    if (this.signal.reason !== 'closed') err.write(execText([result], code, err.style));
    return code;
  }
}
