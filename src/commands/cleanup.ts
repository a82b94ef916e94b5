import * as Flags from '@oclif/core/flags';
import {findLeftovers, leftoverRow} from '../app/cleanup.ts';
import {objectName} from '../app/plan.ts';
import {removeAndConfirm} from '../app/removal.ts';
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
    const chosen = found.filter(each => flags.all || each.expired);
    if (flags['dry-run'] || chosen.length === 0) {
      if (chosen.length === 0) this.err.line('None of it has expired; --all removes it all the same.');
      return 0;
    }
    if (!flags.yes && !(await this.#agreed(chosen.length))) return 130;
    const removals = await removeAndConfirm(
      chosen.map(each => each.live),
      {cluster, clock: systemClock, timeoutMs: 60_000, signal},
    );
    for (const removal of removals)
      this.err.line(
        `${this.err.style.mark(removal.is === 'confirmed' ? 'pass' : 'warning')} ${objectName(removal.existing)} ${removal.text}`,
      );
    return removals.some(removal => removal.is === 'refused')
      ? 2
      : removals.some(removal => removal.is === 'unconfirmed')
        ? 3
        : 0;
  }

  async #agreed(count: number): Promise<boolean> {
    const terminal = systemTerminal();
    if (!terminal.interactive)
      this.misuse(
        'this removes objects, and there is nobody to ask',
        'Add --yes to agree, or --dry-run to look first.',
      );
    return this.must(await terminal.confirm(`Remove ${count} object${count === 1 ? '' : 's'}?`));
  }
}
