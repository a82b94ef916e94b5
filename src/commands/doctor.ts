import {doctor, judgeVisit} from '../app/doctor.ts';
import {argList, HostprocessCommand} from '../cli/command.ts';
import {DOCTOR_FLAGS} from '../cli/doctor-flags.ts';
import {doctorText} from '../cli/doctor-output.ts';
import {voicesOf} from '../cli/voices.ts';
import {systemClock} from '../io/clock.ts';
import {type ExitCode, exitOfReport} from '../kernel/exit.ts';
import {teller} from '../render/tell.ts';

export default class Doctor extends HostprocessCommand<typeof Doctor> {
  static override summary =
    'Say what is wrong with the Windows nodes and their HostProcess workloads, why, and what to do';
  static override description =
    'Reads a few lists from the API server and judges them: nodes, workloads, pods, events. It is read only and creates nothing. What is named (node/win-2, pod/x, daemonset/y) is looked at alone and more closely. What could not be learned is unknown, never healthy.';
  static override scope = 'all Windows nodes, and the Windows workloads of all namespaces';
  static override strict = false;
  static override examples = [
    {description: 'What is wrong?', command: 'kubectl hostprocess doctor'},
    {description: 'Why does this pod not start?', command: 'kubectl hostprocess doctor pod/agent-x7k2p -n monitoring'},
    {description: 'A report for the mail', command: 'kubectl hostprocess doctor -o html > report.html'},
  ];
  static override args = {names: argList({summary: 'KIND/NAME of nodes, pods or workloads.'})};
  static override flags = DOCTOR_FLAGS;

  protected async execute(): Promise<ExitCode> {
    const {flags, signal} = this;
    const voices = voicesOf(this.out, this.err, {reportsAreData: true, machineLines: false});
    const cluster = await this.cluster();
    const evidence = this.must(
      await doctor({
        cluster,
        clock: systemClock,
        names: this.args.names,
        probe: null,
        optIn: [],
        signal,
        tell: teller(voices),
      }).finally(() => voices.progress.stop()),
    );
    const report = judgeVisit(evidence);
    this.out.write(doctorText(flags.output, report, evidence, this.out));
    return exitOfReport(report, flags['fail-on']);
  }
}
