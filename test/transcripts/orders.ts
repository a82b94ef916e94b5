import {writeFileSync} from 'node:fs';
import {readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';

/** What a transcript's shell may call for that is no program: gives what it prints, or throws what went wrong. */
export type Orders = {readonly [command: string]: (words: readonly string[], folder: string) => Promise<string>};

/**
 * Puts the orders as commands into `folder`; each returns when it has been carried out here. The function given back ends that.
 * A command leaves its folder and its words, a line each, in a file, and takes its answer from another.
 */
export function obey(folder: string, orders: Orders): () => void {
  for (const command of Object.keys(orders))
    writeFileSync(join(folder, command), SCRIPT.replaceAll('FOLDER', folder).replaceAll('COMMAND', command), {
      mode: 0o755,
    });
  const begun = new Set<string>();
  const timer = setInterval(async () => {
    for (const file of await readdir(folder).catch(() => [])) {
      const command = /^(.+)\.\d+\.order$/.exec(file)?.[1] ?? '';
      const order = orders[command];
      if (order === undefined || begun.has(file)) continue;
      begun.add(file);
      const path = join(folder, file);
      const [cwd = '', ...words] = (await readFile(path, 'utf8')).trimEnd().split('\n');
      const answer = await order(words, resolve(cwd)).then(
        text => ({text, name: `${path}.done`}),
        (error: unknown) => ({
          text: `${command}: ${error instanceof Error ? error.message : error}`,
          name: `${path}.failed`,
        }),
      );
      await writeFile(`${path}.part`, answer.text === '' ? '' : `${answer.text}\n`);
      await rename(`${path}.part`, answer.name);
      await rm(path, {force: true});
    }
  }, 50);
  return () => clearInterval(timer);
}

const SCRIPT = `#!/bin/sh
order="FOLDER/COMMAND.$$.order"
{ pwd; for word; do printf '%s\\n' "$word"; done; } > "$order.new"
mv "$order.new" "$order"
while [ -e "$order" ]; do sleep 0.05; done
[ ! -e "$order.failed" ] || { cat "$order.failed"; exit 1; }
cat "$order.done"
`;
