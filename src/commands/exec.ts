import * as Flags from '@oclif/core/flags';
import {exec} from '../app/exec.ts';
import {exitOfResults, resultJson} from '../app/exec-result.ts';
import {readRemote} from '../app/exec-source.ts';
import {SYSTEM_ACCOUNT} from '../app/node-job.ts';
import {AT_ONCE} from '../app/node-job-run.ts';
import {argList, HostprocessCommand} from '../cli/command.ts';
import {count, duration, LONGEST_RUN_MS, output, yes} from '../cli/flags.ts';
import {askingBeside, voicesOf} from '../cli/voices.ts';
import {systemClock} from '../io/clock.ts';
import {systemFiles} from '../io/files.ts';
import {systemTerminal} from '../io/terminal.ts';
import type {ExitCode, RemoteExit} from '../kernel/exit.ts';
import {execText} from '../render/exec-text.ts';
import {keptOutput, type NodeOutput, prefixedOutput, rawOutput} from '../render/node-output.ts';
import {jsonText} from '../render/report-json.ts';
import {teller} from '../render/tell.ts';

export default class Exec extends HostprocessCommand<typeof Exec> {
  static override remoteCommand = true;
  static override summary = 'Run a command or a script on Windows nodes';
  static override description =
    'The command runs on the host itself, as SYSTEM unless --account names a lesser account, in a short-lived pod that is removed at the end. Arguments reach the program exactly as they are typed. The exit code is the command’s; over several nodes it is 0 if all are 0, else 1.';
  static override examples = [
    {description: 'One node', command: 'kubectl hostprocess exec win-1 -- ipconfig /all'},
    {
      description: 'A PowerShell pipeline on all Windows nodes',
      command: 'kubectl hostprocess exec --all --shell powershell -- "Get-Service containerd | Format-List"',
    },
    {description: 'A script on the nodes of a pool', command: 'kubectl hostprocess exec -l agentpool=win -f check.ps1'},
    {description: 'For a program', command: 'kubectl hostprocess exec --all -o json -- hostname'},
  ];
  static override args = {nodes: argList({summary: 'Windows nodes: NAME or node/NAME.'})};
  static override flags = {
    selector: Flags.string({char: 'l', summary: 'Windows nodes that have these labels.', helpValue: 'SELECTOR'}),
    all: Flags.boolean({summary: 'All Windows nodes.'}),
    filename: Flags.string({char: 'f', summary: 'PowerShell script to run; - is standard input.', helpValue: 'FILE'}),
    shell: Flags.option({options: ['powershell', 'cmd'] as const, summary: 'Let this shell read what follows --.'})(),
    account: Flags.string({summary: 'Account to run as.', default: SYSTEM_ACCOUNT, helpValue: 'NAME'}),
    parallel: count({summary: 'So many nodes at a time.', default: AT_ONCE, min: 1}),
    timeout: duration({summary: 'How long it may run on each node.', default: 600_000, max: LONGEST_RUN_MS}),
    output: output(['text', 'json']),
    yes: yes(),
  };

  protected async execute(): Promise<ExitCode | RemoteExit> {
    const {flags, signal, out, err} = this;
    const given = {filename: flags.filename ?? null, shell: flags.shell ?? null, words: this.rest ?? []};
    const remote = this.must(await readRemote(given, systemFiles()));
    const cluster = await this.cluster();
    const voices = voicesOf(out, err, {reportsAreData: false, machineLines: false});
    const kept = flags.output === 'json' ? keptOutput() : null;
    let sink: NodeOutput = kept ?? rawOutput(out, err);
    const results = this.must(
      await exec({
        ...{remote, cluster, signal, account: flags.account, parallel: flags.parallel, timeoutMs: flags.timeout},
        nodes: {names: this.args.nodes, selector: flags.selector ?? null, all: flags.all},
        namespace: this.global.namespace ?? null,
        yes: flags.yes,
        clock: systemClock,
        terminal: askingBeside(voices.progress, systemTerminal()),
        tell: teller(voices),
        leaves: text => this.leaves(text === null ? null : () => text),
        onNodes: nodes => {
          if (!kept && nodes.length > 1) sink = prefixedOutput(nodes, out, err);
        },
        onOutput: (node, stream, data) => {
          voices.progress.stop();
          sink.take(node, stream, data);
        },
        onEnded: node => sink.end(node),
      }).finally(() => voices.progress.stop()),
    );
    const code = exitOfResults(results);
    const nodes = kept && results.map(each => ({...resultJson(each), ...kept.of(each.node)}));
    if (nodes) out.write(jsonText({schemaVersion: 1, nodes}));
    if (signal.reason !== 'closed') err.write(execText(results, code, err.style));
    return code;
  }
}
