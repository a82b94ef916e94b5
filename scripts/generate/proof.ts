import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import type {Generated} from '../generate.ts';

const FOLDER = 'src/facts/node';
const ZEROS = '0'.repeat(64);

/** A script as it is sent: its text, the hash it carries, and the version it carries. */
export type Script = {text: string; sha256: string; version: string};

/**
 * Puts a script together: `#include` lines give way to the named files, then the 64 zeros to the SHA-256 of the text that
 * has them (docs/decisions/0003-proof-hash.md).
 */
function compose(root: string, file: string): Script {
  return sealed(read(root, file).replace(/^#include (.+)\n/gm, (_, included: string) => read(root, included)));
}

/** The proof, as the environment variable HOSTPROCESS_PROOF carries it. */
export const composeProof = (root: string): Script => compose(root, 'proof.ps1');

/** The proof on one line for exec: comments left out, statements joined by semicolons. */
export function composeProofLine(root: string): Script {
  const lines = read(root, 'proof-line.ps1')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
  const joined = lines.reduce((text, line) => text + (/\{$/.test(text) || line.startsWith('}') ? ' ' : ';') + line);
  return sealed(joined);
}

export function generate(root: string): readonly Generated[] {
  const constant = (name: string, comment: string, script: Script): string =>
    `/** ${comment} */\nexport const ${name} = ${JSON.stringify(script, null, 2)} as const;\n`;
  return [
    {
      path: `${FOLDER}/collector.generated.ts`,
      text: [
        '// Written by npm run generate from the scripts in this folder and in kinds/. Do not edit.\n',
        constant('PROOF', 'The proof as the environment variable HOSTPROCESS_PROOF carries it.', composeProof(root)),
        constant('PROOF_ONE_LINE', 'The proof as one argument of -Command, for exec.', composeProofLine(root)),
        constant(
          'COLLECTOR',
          'The collector as the environment variable HOSTPROCESS_COLLECTOR carries it.',
          compose(root, 'collector.ps1'),
        ),
        constant(
          'COLLECTOR_DEEP',
          'What HOSTPROCESS_COLLECTOR_DEEP adds to it where a question needs it: programs, event logs, WMI, accounts.',
          compose(root, 'collector-deep.ps1'),
        ),
      ].join('\n'),
    },
  ];
}

const read = (root: string, file: string): string => readFileSync(resolve(root, FOLDER, file), 'utf8');

function sealed(text: string): Script {
  const version = /version (?:= ')?(\d+)'?/.exec(text)?.[1];
  if (version === undefined || text.split(ZEROS).length !== 2)
    throw new Error('a script names its version and has exactly one place for its hash, 64 zeros');
  const sha256 = createHash('sha256').update(text).digest('hex');
  return {text: text.replace(ZEROS, sha256), sha256, version};
}
