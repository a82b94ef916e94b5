import * as Flags from '@oclif/core/flags';
import {printLogs} from '../app/logs.ts';
import {select} from '../app/selection.ts';
import {arg, HostprocessCommand} from '../cli/command.ts';
import {count, duration} from '../cli/flags.ts';
import {SELECTION_FLAGS, selectingOf} from '../cli/selection-flags.ts';
import {voicesOf} from '../cli/voices.ts';
import type {ExitCode} from '../kernel/exit.ts';
import {teller} from '../render/tell.ts';

export default class Logs extends HostprocessCommand<typeof Logs> {
  static override summary = 'Print or follow the logs of HostProcess pods, one colour a node';
  static override description =
    'Without a name it takes every HostProcess pod of the namespace. While following, pods that start later join in, and a cut connection is taken up again without losing or repeating a line.';
  static override scope = 'every HostProcess pod of the current namespace';
  static override examples = [
    {
      description: 'Follow a DaemonSet on all nodes',
      command: 'kubectl hostprocess logs daemonset/privileged-daemonset -n kube-system -f',
    },
    {description: 'The last ten lines of every HostProcess pod', command: 'kubectl hostprocess logs -A --tail 10'},
    {description: 'What a crashed container printed', command: 'kubectl hostprocess logs pod/x --previous'},
  ];
  static override args = {name: arg({summary: 'KIND/NAME, or the name of a pod.'})};
  static override flags = {
    ...SELECTION_FLAGS,
    container: Flags.string({char: 'c', summary: 'Only this container.', helpValue: 'NAME'}),
    follow: Flags.boolean({char: 'f', summary: 'Go on as lines come, until Ctrl-C.'}),
    previous: Flags.boolean({char: 'p', summary: 'The run of the container before this one.'}),
    tail: count({summary: 'Lines from the end; all without it.', min: -1}),
    since: duration({summary: 'Only lines newer than this.'}),
    timestamps: Flags.boolean({summary: 'Put the time before each line.'}),
  };

  protected async execute(): Promise<ExitCode> {
    const {flags} = this;
    const cluster = await this.cluster();
    const {signal} = this;
    const selection = this.must(
      await select(selectingOf(this.args.name, flags, cluster.target.namespace), cluster, signal),
    );
    const voices = voicesOf(this.out, this.err, {reportsAreData: true, machineLines: true});
    const printed = await printLogs({
      cluster,
      selection,
      query: {
        follow: flags.follow,
        previous: flags.previous,
        tailLines: flags.tail === undefined || flags.tail < 0 ? null : flags.tail,
        since: flags.since === undefined ? null : Math.ceil(flags.since / 1000),
      },
      container: flags.container ?? null,
      timestamps: flags.timestamps,
      signal,
      tell: teller(voices),
    });
    if (this.must(printed) === 0) this.err.line(`No resources found: there are no ${selection.title}.`);
    return 0;
  }
}
