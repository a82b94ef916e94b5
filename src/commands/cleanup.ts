import * as Flags from '@oclif/core/flags';
import {findLeftovers, leftoverRow, removable, removeLeftovers} from '../app/cleanup.ts';
import {objectName} from '../app/plan.ts';
import {HostprocessCommand} from '../cli/command.ts';
import {yes} from '../cli/flags.ts';
import {systemClock} from '../io/clock.ts';
import {systemTerminal} from '../io/terminal.ts';
import type {ExitCode} from '../kernel/exit.ts';
import {table} from '../render/table.ts';

export default class Cleanup extends HostprocessCommand<typeof Cleanup> {
  static override summary = 'Remove what short-lived runs left behind';
  static override description =
    'Shows the short-lived objects of this program, whose they are and when they end. Only expired ones are removed, each by its UID, and their end is confirmed by the nodes; --all takes those of running commands too.';
  static override scope = 'all namespaces; -n takes one';
  static override examples = [
    {description: 'Look first', command: 'kubectl hostprocess cleanup --dry-run'},
    {description: 'Remove what has expired', command: 'kubectl hostprocess cleanup --yes'},
    {
      description: 'Everything of ours in one namespace, expired or not',
      command: 'kubectl hostprocess cleanup -n kube-system --all --yes',
    },
  ];
  static override flags = {
    all: Flags.boolean({summary: 'Also what has not expired, such as other people’s running commands.'}),
    'dry-run': Flags.boolean({summary: 'Only show.'}),
    yes: yes(),
  };

  protected async execute(): Promise<ExitCode> {
    const {flags, signal} = this;
    const cluster = await this.cluster();
    const found = this.must(
      await findLeftovers({cluster, clock: systemClock, namespace: this.global.namespace ?? null, signal}),
    );
    if (found.length === 0) {
      this.err.line('Nothing is left of short-lived runs.');
      return 0;
    }
    this.out.write(table(['namespace', 'object', 'nodes', 'owner', 'expires', 'state'], found.map(leftoverRow)));
    const chosen = removable(found, flags.all);
    if (chosen.length === 0) this.err.line('None of it has expired; --all removes it all the same.');
    if (flags['dry-run'] || chosen.length === 0) return 0;
    const options = {yes: flags.yes, terminal: systemTerminal(), cluster, clock: systemClock, signal};
    const {removals, exit} = this.must(await removeLeftovers(chosen, options));
    for (const removal of removals)
      this.err.line(
        `${this.err.style.mark(removal.is === 'confirmed' ? 'pass' : 'warning')} ${objectName(removal.existing)} ${removal.text}`,
      );
    return exit;
  }
}
