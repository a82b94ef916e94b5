// Written by `npm run generate` from src/commands/: do not edit.
import type {CommandLoaders} from './plugin.ts';

export const COMMANDS: CommandLoaders = {
  cleanup: () => import('../commands/cleanup.ts'),
  doctor: () => import('../commands/doctor.ts'),
  exec: () => import('../commands/exec.ts'),
  explain: () => import('../commands/explain.ts'),
  logs: () => import('../commands/logs.ts'),
  options: () => import('../commands/options.ts'),
  run: () => import('../commands/run.ts'),
  sandbox: () => import('../commands/sandbox.ts'),
  shell: () => import('../commands/shell.ts'),
  templates: () => import('../commands/templates.ts'),
  verify: () => import('../commands/verify.ts'),
  version: () => import('../commands/version.ts'),
};
