// Written by `npm run generate` from src/commands/: do not edit.
import type {CommandLoaders} from './plugin.ts';

export const COMMANDS: CommandLoaders = {
  options: () => import('../commands/options.ts'),
  run: () => import('../commands/run.ts'),
  templates: () => import('../commands/templates.ts'),
  version: () => import('../commands/version.ts'),
};
