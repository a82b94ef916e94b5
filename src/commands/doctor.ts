import {doctor, judgeVisit, OPT_INS, visitAsks} from '../app/doctor.ts';
import {EVIDENCE_LIMIT, evidenceText, readEvidence} from '../app/doctor-evidence.ts';
import {asScript} from '../app/probe.ts';
import {argList, HostprocessCommand} from '../cli/command.ts';
import {checkedOptIns, DOCTOR_FLAGS} from '../cli/doctor-flags.ts';
import {doctorText} from '../cli/doctor-output.ts';
import {savingTo} from '../cli/doctor-save.ts';
import {askingBeside, voicesOf} from '../cli/voices.ts';
import {systemClock as clock} from '../io/clock.ts';
import {systemFiles} from '../io/files.ts';
import {systemTerminal} from '../io/terminal.ts';
import {type ExitCode, exitOfReport} from '../kernel/exit.ts';
import type {Evidence} from '../kernel/report.ts';
import {objectsText} from '../render/objects-text.ts';
import {teller} from '../render/tell.ts';

export default class Doctor extends HostprocessCommand<typeof Doctor> {
  static override summary = 'Say what is wrong with Windows nodes and their HostProcess workloads, why, and what to do';
  static override description =
    'Reads a few lists from the API server and judges them: nodes, workloads, pods, events. It only reads and creates nothing. What is named (win-2, pod/x, daemonset/y) is looked at alone and more closely. --probe also asks the nodes, by one short-lived pod each. What could not be learned is unknown, never healthy.';
  static override scope = 'all Windows nodes, and the Windows workloads of all namespaces';
  static override examples = [
    {description: 'What is wrong?', command: 'kubectl hostprocess doctor'},
    {description: 'Why does this pod not start?', command: 'kubectl hostprocess doctor pod/agent-x7k2p -n monitoring'},
    {description: 'Ask one node itself', command: 'kubectl hostprocess doctor win-2 --probe'},
    {description: 'A page for a mail', command: 'kubectl hostprocess doctor -o html > report.html'},
    {description: 'Take it along, judge it again', command: 'kubectl hostprocess doctor --save evidence.json'},
  ];
  static override args = {names: argList({summary: 'A node, or KIND/NAME of a pod or a workload.'})};
  static override flags = DOCTOR_FLAGS;

  protected async execute(): Promise<ExitCode> {
    const {flags, out} = this;
    const optIn = checkedOptIns(flags, this.args.names, OPT_INS);
    if (flags['as-script']) {
      out.write(asScript(visitAsks(optIn)));
      return 0;
    }
    const save = flags.save === undefined ? null : await savingTo(flags.save);
    const evidence = flags.from === undefined ? await this.#visit(optIn) : await this.#saved(flags.from);
    if (evidence === null) return 0;
    await save?.(evidenceText(evidence));
    const report = judgeVisit(evidence);
    out.write(doctorText(flags.output, report, evidence, flags['fail-on'], out));
    return exitOfReport(report, flags['fail-on']);
  }

  async #saved(path: string): Promise<Evidence> {
    const bytes = this.must(await systemFiles().read(path, EVIDENCE_LIMIT));
    return this.must(await readEvidence(bytes, path === '-' ? 'standard input' : path, clock.now().toISOString()));
  }

  async #visit(optIn: readonly string[]): Promise<Evidence | null> {
    const {flags, signal} = this;
    const dryRun = flags['dry-run'] === 'client';
    const voices = voicesOf(this.out, this.err, {reportsAreData: true, machineLines: false});
    const world = {cluster: await this.cluster(), clock, signal, tell: teller(voices)};
    const leaves = (text: string | null): void => this.leaves(text === null ? null : () => text);
    const namespace = this.global.namespace ?? null;
    const terminal = askingBeside(voices.progress, systemTerminal());
    const probe = flags.probe ? {...world, terminal, yes: flags.yes, namespace, leaves} : null;
    const visited = await doctor({...world, names: this.args.names, probe, dryRun, optIn}).finally(() =>
      voices.progress.stop(),
    );
    const visit = this.must(visited);
    if (visit.is === 'evidence') return visit.evidence;
    this.out.write(objectsText(visit.objects, flags.output === 'json' ? 'json' : 'yaml', 'client'));
    return null;
  }
}
