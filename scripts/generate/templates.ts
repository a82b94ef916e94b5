import {readdirSync, readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {isMap, isScalar, isSeq, parse, parseDocument, visit} from 'yaml';
import {PROOF_VARIABLE} from '../../src/facts/node/launch.ts';
import type {Hole} from '../../src/templates/holes.ts';
import {protect} from '../../src/windows/expansion.ts';
import type {Generated} from '../generate.ts';
import {composeProof} from './proof.ts';

type Description = {
  summary: string;
  each: 'node' | null;
  ephemeral: boolean;
  holes: (Omit<Hole, 'required'> & {required?: boolean})[];
};

/** Writes the proof into every template's manifest, and all templates into one module, so that the bundle needs no files. */
export function generate(root: string): readonly Generated[] {
  const proof = protect(composeProof(root).text);
  const names = readdirSync(resolve(root, 'templates'), {withFileTypes: true})
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
  const manifests = names.map(name => {
    const path = `templates/${name}/manifest.yaml`;
    return {path, text: withVariable(readFileSync(resolve(root, path), 'utf8'), PROOF_VARIABLE, proof)};
  });
  const templates = names.map((name, index) => {
    const description = parse(readFileSync(resolve(root, `templates/${name}/template.yaml`), 'utf8')) as Description;
    const manifestText = manifests[index]?.text ?? '';
    const holes = description.holes.map(hole => ({...hole, required: hole.required ?? false}));
    return {name, ...description, holes, manifest: parse(manifestText), manifestText};
  });
  return [
    ...manifests,
    {
      path: 'src/templates/templates.generated.ts',
      text: [
        '// Written by npm run generate from templates/. Do not edit.',
        "import type {Template} from './index.ts';\n",
        `export const TEMPLATES: readonly Template[] = ${JSON.stringify(templates, null, 2)};\n`,
      ].join('\n'),
    },
  ];
}

/** The manifest with the value of an environment variable set, comments and order kept; the text stands as it is in a block. */
function withVariable(manifest: string, variable: string, value: string): string {
  const document = parseDocument(manifest);
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.value !== 'env' || !isSeq(pair.value)) return;
      for (const entry of pair.value.items) {
        if (!isMap(entry) || entry.get('name') !== variable) continue;
        const scalar = document.createNode(value);
        scalar.type = 'BLOCK_LITERAL';
        entry.set('value', scalar);
      }
    },
  });
  return document.toString({lineWidth: 0});
}
