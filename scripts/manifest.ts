import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {COMMANDS} from '../src/cli/commands.generated.ts';
import {describeCommand, type Manifest} from '../src/cli/describe.ts';

const root = resolve(import.meta.dirname, '..');

/** Version and commands as data, read from package.json and from the command classes themselves: never written by hand. */
export async function manifestOf(): Promise<Manifest> {
  const {version} = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {version: string};
  const commands = await Promise.all(
    Object.entries(COMMANDS).map(async ([id, load]) => {
      const {default: command} = await load();
      return describeCommand(id, command as Parameters<typeof describeCommand>[1]);
    }),
  );
  return {version, commands};
}
