import {globSync} from 'node:fs';
import {join} from 'node:path';
import type {Generated} from '../generate.ts';

/** Ids and files of all commands: the directory is the registry, `gmsa/verify.ts` is `gmsa:verify`. */
export function commandFiles(root: string): {id: string; file: string}[] {
  return globSync('**/*.ts', {cwd: join(root, 'src/commands')})
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => !file.endsWith('.generated.ts'))
    .map(file => ({
      id: file
        .replace(/\.ts$/, '')
        .replace(/\/index$/, '')
        .replaceAll('/', ':'),
      file,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The map from a command's id to the import of its module, so that each command is a chunk of its own. */
export function generate(root: string): Generated[] {
  const lines = commandFiles(root).map(
    ({id, file}) => `  ${/^\w+$/.test(id) ? id : `'${id}'`}: () => import('../commands/${file}'),`,
  );
  const text = `// Written by \`npm run generate\` from src/commands/: do not edit.
import type {CommandLoaders} from './plugin.ts';

export const COMMANDS: CommandLoaders = {
${lines.join('\n')}
};
`;
  return [{path: 'src/cli/commands.generated.ts', text}];
}
