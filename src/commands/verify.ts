import * as Flags from '@oclif/core/flags';
import {select} from '../app/selection.ts';
import {verify} from '../app/verify.ts';
import {arg, HostprocessCommand} from '../cli/command.ts';
import {output} from '../cli/flags.ts';
import {SELECTION_FLAGS, selectingOf} from '../cli/selection-flags.ts';
import {voicesOf} from '../cli/voices.ts';
import {systemClock} from '../io/clock.ts';
import {type ExitCode, exitOfReport} from '../kernel/exit.ts';
import {proofTable} from '../render/proof-table.ts';
import {jsonText, reportJson} from '../render/report-json.ts';
import {reportText} from '../render/report-text.ts';
import {teller} from '../render/tell.ts';
import {yamlText} from '../render/yaml.ts';

export default class Verify extends HostprocessCommand<typeof Verify> {
  static override summary = 'Prove that pods really are HostProcess containers, as whom, and with which rights';
  static override description =
    'What the manifest asks for is compared with what the process says of itself. SYSTEM must be an administrator; LocalService and NetworkService must not be. The pod’s own log is read first; where it proves nothing, one read-only PowerShell command is run in the container by exec (said first; needs pods/exec). An empty or missing answer is unknown, never a pass.';
  static override scope = 'every HostProcess pod of the current namespace';
  static override examples = [
    {
      description: 'All pods of a DaemonSet',
      command: 'kubectl hostprocess verify daemonset/privileged-daemonset -n kube-system',
    },
    {description: 'Only from logs, running nothing', command: 'kubectl hostprocess verify -A --exec=false'},
  ];
  static override args = {name: arg({summary: 'KIND/NAME, or the name of a pod.'})};
  static override flags = {
    ...SELECTION_FLAGS,
    output: output(['text', 'json', 'yaml']),
    exec: Flags.boolean({summary: 'Run the proof in pods whose log proves nothing.', default: true, allowNo: true}),
  };

  protected async execute(): Promise<ExitCode> {
    const {flags, signal} = this;
    const cluster = await this.cluster();
    const selection = this.must(
      await select(selectingOf(this.args.name, flags, cluster.target.namespace), cluster, signal),
    );
    const tell = teller(voicesOf(this.out, this.err, {reportsAreData: true, machineLines: false}));
    const judged = this.must(await verify({cluster, clock: systemClock, selection, exec: flags.exec, signal, tell}));
    if (judged === null) {
      this.err.line(`No resources found: there are no ${selection.title}, so nothing is proven.`);
      this.err.line(
        'do: Name a pod, another namespace (-n, -A), or prove the nodes: kubectl hostprocess run admin-check',
      );
      return 3;
    }
    const {report, evidence, proofs} = judged;
    const data = {...reportJson(report, evidence), pods: proofs};
    if (flags.output === 'json') this.out.write(jsonText(data));
    else if (flags.output === 'yaml') this.out.write(yamlText(data));
    else
      this.out.write(
        `${proofTable(proofs)}\n${reportText(report, this.out.style, this.out.terminal ? this.out.columns : null)}`,
      );
    return exitOfReport(report);
  }
}
