import {run} from '../app/run.ts';
import {arg, HostprocessCommand} from '../cli/command.ts';
import {RUN_FLAGS, sourceFlags} from '../cli/run-flags.ts';
import {runSource} from '../cli/run-source.ts';
import {askingBeside, voicesOf} from '../cli/voices.ts';
import {systemClock} from '../io/clock.ts';
import {systemFiles} from '../io/files.ts';
import {systemTerminal} from '../io/terminal.ts';
import type {ExitCode} from '../kernel/exit.ts';
import {objectsText} from '../render/objects-text.ts';
import {teller} from '../render/tell.ts';

export default class Run extends HostprocessCommand<typeof Run> {
  static override summary = 'Run a HostProcess workload from a template or a file, and prove what it can do';
  static override description =
    'The workload is judged, shown and applied; then its pods are waited for, their logs printed and their rights proven. A pod that cannot start ends the wait with the reason. Nothing is created when a rule or the cluster says that it cannot work.';
  static override examples = [
    {
      description: 'Prove administrator rights on every Windows node; removes itself',
      command: 'kubectl hostprocess run admin-check',
    },
    {description: 'One node only', command: 'kubectl hostprocess run admin-check --node win-1'},
    {
      description: 'A privileged DaemonSet on all Windows nodes',
      command: 'kubectl hostprocess run privileged-daemonset --yes',
    },
    {
      description:
        'See what would be sent: script, command, pod and all; only the run’s id and times are new each time',
      command: 'kubectl hostprocess run admin-check --dry-run=client --node win-1 -o yaml',
    },
    {description: 'A manifest of your own', command: 'kubectl hostprocess run -f daemonset.yaml --yes'},
  ];
  static override args = {template: arg({summary: 'Template to fill; kubectl hostprocess templates lists them.'})};
  static override flags = RUN_FLAGS;

  protected async execute(): Promise<ExitCode> {
    const {flags} = this;
    const terminal = systemTerminal();
    const ends = {files: systemFiles(), terminal};
    const source = this.must(
      await runSource(this.args.template, sourceFlags(flags), ends, text => this.err.line(text)),
    );
    const data = flags.output === 'text';
    const voices = voicesOf(this.out, this.err, {reportsAreData: data, machineLines: this.verbosity > 0});
    const ports = {
      cluster: flags['dry-run'] === 'client' ? await this.clusterIfAny() : await this.cluster(),
      clock: systemClock,
      terminal: askingBeside(voices.progress, terminal),
    };
    const result = await run({
      source,
      namespace: this.global.namespace ?? null,
      dryRun: flags['dry-run'],
      wait: flags.wait,
      timeoutMs: flags.timeout,
      follow: flags.follow ?? false,
      verify: flags.verify ?? null,
      remove: flags.rm ?? null,
      yes: flags.yes,
      force: flags['force-conflicts'],
      ports,
      signal: this.signal,
      tell: teller(voices),
      leaves: text => this.leaves(text === null ? null : () => text),
    }).finally(() => voices.progress.stop());
    const {objects, exit} = this.must(result);
    const dry = flags['dry-run'] !== 'none' && data ? 'yaml' : flags.output;
    if (dry !== 'text') this.out.write(objectsText(objects, dry, flags['dry-run']));
    return exit;
  }
}
