import * as Flags from '@oclif/core/flags';
import {HostprocessCommand} from '../cli/command.ts';
import {count} from '../cli/flags.ts';
import {systemFiles} from '../io/files.ts';
import {runAttached} from '../io/program.ts';
import type {ExitCode, RemoteExit} from '../kernel/exit.ts';
import {table} from '../render/table.ts';
import {visible} from '../render/visible.ts';

export default class Sandbox extends HostprocessCommand<typeof Sandbox> {
  static override summary = 'Start a pretend cluster with Windows nodes on this machine, to learn and to try';
  static override description =
    'Everything is in memory and ends with this program: a small API server on 127.0.0.1 that only its kubeconfig opens, controllers, and pretend Windows nodes that do what the scenario says. kubectl and this program work with it as with a real cluster; it is not one (sandbox/README.md says what it lacks). A scenario breaks something on purpose: find it with doctor. -- COMMAND runs one command with KUBECONFIG set, then everything ends.';
  static override scope = null;
  static override examples = [
    {description: 'A healthy cluster', command: 'kubectl hostprocess sandbox'},
    {description: 'What can be broken', command: 'kubectl hostprocess sandbox --list'},
    {description: 'A lesson', command: 'kubectl hostprocess sandbox --scenario full-disk'},
    {
      description: 'One command, then nothing is left',
      command: 'kubectl hostprocess sandbox -- kubectl hostprocess doctor',
    },
    {description: 'A scenario of your own', command: 'kubectl hostprocess sandbox --scenario ./mine.yaml'},
  ];
  static override remoteCommand = true;
  static override flags = {
    scenario: Flags.string({
      multiple: true,
      summary: 'A scenario’s name (--list shows them) or a YAML file; may be repeated.',
      helpValue: 'NAME',
    }),
    list: Flags.boolean({summary: 'List the scenarios and end.'}),
    nodes: count({
      summary: 'Have so many Windows nodes at least; those a scenario has not are healthy.',
      min: 1,
      max: 2000,
    }),
    port: count({summary: 'Port on 127.0.0.1; a free one when not given.', max: 65_535}),
    // the global flag's other half: here it says where the kubeconfig is written
    kubeconfig: Flags.string({
      summary: 'File to write the kubeconfig to; a temporary one when not given.',
      helpValue: 'FILE',
    }),
  };

  protected async execute(): Promise<ExitCode | RemoteExit> {
    const {flags, out, err, rest, signal} = this;
    const sandbox = await import('../../sandbox/index.ts');
    if (flags.list) {
      out.write(table(['scenario', 'finds', 'shows'], sandbox.scenarioRows()));
      return 0;
    }
    if (rest !== null && rest.length === 0)
      this.misuse('error: there is no command behind --', 'Write it like: sandbox -- kubectl get nodes');
    const scenarios = this.must(await sandbox.chosenScenarios(flags.scenario ?? [], flags.nodes ?? 0, systemFiles()));
    const running = this.must(
      await sandbox.startOn({scenarios, port: flags.port ?? 0, kubeconfig: flags.kubeconfig ?? null}),
    );
    for (const sentence of running.refused) err.line(visible(`Warning: ${sentence}`));
    this.leaves(() => null); // a closed terminal ends it as Ctrl-C does: by cleaning up
    try {
      const env = {...this.env, KUBECONFIG: running.kubeconfig};
      if (rest !== null) {
        const patience = setTimeout(() => err.line('waiting until the scenario has broken what it breaks …'), 1000);
        await running.played(signal).finally(() => clearTimeout(patience));
        return this.must(await runAttached(rest, {folder: process.cwd(), env, signal})) as RemoteExit;
      }
      out.line(sandbox.exportLine(running.kubeconfig, process.platform));
      for (const line of sandbox.welcome(scenarios, running.nodes)) err.line(visible(line)); // a stranger’s file may hold anything
      await sandbox.untilEnd(signal, this.env);
      return 0;
    } finally {
      await running.stop();
    }
  }
}
