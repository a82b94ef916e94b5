import {globSync, readFileSync} from 'node:fs';
import {basename, resolve} from 'node:path';
import type {Generated} from '../generate.ts';

/** Writes the texts of all scenarios into one module, so that the bundle needs no files. */
export function generate(root: string): readonly Generated[] {
  const names = globSync('sandbox/scenarios/*.yaml', {cwd: root}).map(file => basename(file, '.yaml'));
  const texts = names.sort().map(name => [name, readFileSync(resolve(root, `sandbox/scenarios/${name}.yaml`), 'utf8')]);
  return [
    {
      path: 'sandbox/scenarios.generated.ts',
      text: [
        '// Written by npm run generate from sandbox/scenarios/. Do not edit.',
        `export const SCENARIOS: {readonly [name: string]: string} = ${JSON.stringify(Object.fromEntries(texts), null, 2)};\n`,
      ].join('\n'),
    },
  ];
}
