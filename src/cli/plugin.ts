import type {Command} from '@oclif/core/command';
import {Config, Plugin} from '@oclif/core/config';
import type {Manifest} from './describe.ts';

/** Loads the module of one command. */
export type CommandLoaders = {readonly [id: string]: () => Promise<{default: unknown}>};

const NAME = 'kubectl-hostprocess';

/**
 * Our commands as an oclif plugin that is wholly in memory: no package.json, no manifest file and no plugin of the user's is looked
 * for, so nothing in the current directory can be loaded, and only the module of the command that runs is read.
 */
class EmbeddedPlugin extends Plugin {
  readonly #manifest: Manifest;
  readonly #loaders: CommandLoaders;

  constructor(manifest: Manifest, loaders: CommandLoaders, root: string) {
    super({root, name: NAME, isRoot: true, type: 'core'});
    this.#manifest = manifest;
    this.#loaders = loaders;
  }

  override async load(): Promise<void> {
    this.type = 'core';
    this.isRoot = true;
    this.root = this.options.root;
    this.name = NAME;
    this.alias = NAME;
    this.version = this.#manifest.version;
    this.pjson = {
      name: NAME,
      version: this.version,
      type: 'module',
      oclif: {bin: 'kubectl hostprocess', binAliases: [NAME], dirname: NAME, topicSeparator: ' '},
    } as unknown as Plugin['pjson'];
    this.moduleType = 'module';
    this.valid = true;
    this.hasManifest = true;
    this.hooks = {};
    this.commandIDs = this.#manifest.commands.map(command => command.id);
    this.commands = this.#manifest.commands.map(
      ({id, aliases}) =>
        ({
          id,
          aliases,
          hiddenAliases: [],
          flags: {},
          args: {},
          load: () => this.findCommand(id, {must: true}),
        }) as unknown as Command.Loadable,
    );
    this.manifest = {version: this.version, commands: {}};
  }

  override async findCommand(id: string, opts: {must: true}): Promise<Command.Class>;
  override async findCommand(id: string, opts?: {must: boolean}): Promise<Command.Class | undefined>;
  override async findCommand(id: string): Promise<Command.Class | undefined> {
    const load = this.#loaders[id];
    if (load === undefined) throw new Error(`the manifest names ${id}, which is not in the bundle`);
    const command = (await load()).default as Command.Class;
    command.id = id;
    command.plugin = this;
    return command;
  }
}

/** oclif's configuration with our commands and nothing else. `root` is only a name: nothing is read from it. */
export async function embeddedConfig(manifest: Manifest, loaders: CommandLoaders, root: string): Promise<Config> {
  const plugin = new EmbeddedPlugin(manifest, loaders, root);
  await plugin.load();
  const {platform, env} = process;
  // Without SHELL oclif starts a PowerShell on every run on Windows to learn which shell this is (oclif/core#1614). It is taken
  // away again, so that exec plugins of the kubeconfig see the user's own environment.
  const lent = platform === 'win32' && env['SHELL'] === undefined;
  if (lent) env['SHELL'] = env['COMSPEC'] ?? 'cmd.exe';
  try {
    return await load(plugin, root);
  } finally {
    if (lent) delete env['SHELL'];
  }
}

const load = (plugin: EmbeddedPlugin, root: string): Promise<Config> =>
  Config.load({root, plugins: new Map([[plugin.name, plugin]]), userPlugins: false, devPlugins: false});
