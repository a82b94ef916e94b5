import {globSync} from 'node:fs';
import {basename, resolve} from 'node:path';
import type {Generated} from '../generate.ts';

/** A room whose folder is its registry: every file that is named after a code gives one entry. */
type Room = {room: string; constant: string; type: string; from: string; says: string};

const ROOMS: readonly Room[] = [
  {room: 'rules', constant: 'RULES', type: 'AnyCheck', from: '../kernel/checks.ts', says: 'Every rule, by code.'},
  {room: 'checks', constant: 'CHECKS', type: 'AnyCheck', from: '../kernel/checks.ts', says: 'Every check, by code.'},
  {
    room: 'failures',
    constant: 'FAILURES',
    type: 'Failure',
    from: '../kernel/failures.ts',
    says: 'Every known failure, by code.',
  },
  {
    room: 'symptoms',
    constant: 'SYMPTOMS',
    type: 'Symptom',
    from: '../kernel/failures.ts',
    says: 'Every symptom, by code.',
  },
];

/** The files of a room that hold an entry, as paths from the room, sorted by code: `hostprocess/hp101-host-network.ts`. */
export const entriesOf = (root: string, room: string): readonly string[] =>
  globSync('**/hp[0-9][0-9][0-9]-*.ts', {cwd: resolve(root, 'src', room)})
    .map(file => file.replaceAll('\\', '/'))
    .sort((a, b) => (basename(a) < basename(b) ? -1 : 1));

/** The lists of all rules, checks, failures and symptoms. */
export function generate(root: string): readonly Generated[] {
  return ROOMS.map(({room, constant, type, from, says}) => {
    const files = entriesOf(root, room);
    const name = (file: string): string => basename(file).slice(0, 'hp000'.length);
    const imports = [
      `import type {${type}} from '${from}';`,
      ...files.map(file => `import ${name(file)} from './${file}';`),
    ];
    const list = `export const ${constant}: readonly ${type}[] = [${files.map(name).join(', ')}];`;
    const text = [
      `// Written by npm run generate from src/${room}/. Do not edit.`,
      ...imports,
      '',
      `/** ${says} */`,
      list,
      '',
    ];
    return {path: `src/${room}/registry.generated.ts`, text: text.join('\n')};
  });
}
