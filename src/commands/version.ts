import * as Flags from '@oclif/core/flags';
import {HostprocessCommand} from '../cli/command.ts';
import {output} from '../cli/flags.ts';
import type {ExitCode} from '../kernel/exit.ts';

export default class Version extends HostprocessCommand<typeof Version> {
  static override summary = 'Print the version of this plugin';
  static override description = 'The cluster is not asked; use kubectl version for its version.';
  static override examples = [
    {description: 'The version, the runtime and the platform', command: 'kubectl hostprocess version'},
    {description: 'The same for a program', command: 'kubectl hostprocess version -o json'},
  ];
  static override flags = {
    output: output(['text', 'json', 'yaml']),
    client: Flags.boolean({summary: 'As in kubectl; only the client’s version is known anyway.'}),
  };

  protected async execute(): Promise<ExitCode> {
    const version = {
      schemaVersion: 1,
      clientVersion: {
        version: this.config.version,
        node: process.versions.node,
        platform: `${process.platform}/${process.arch}`,
      },
    };
    const {clientVersion} = version;
    if (this.flags.output === 'json') this.out.line(JSON.stringify(version, null, 2));
    else if (this.flags.output === 'yaml') this.out.write((await import('../render/yaml.ts')).yamlText(version));
    else
      this.out.line(
        `Client Version: v${clientVersion.version} (${clientVersion.platform}, Node ${clientVersion.node})`,
      );
    return 0;
  }
}
