import * as Flags from '@oclif/core/flags';

/** A place in a template, as far as its flag needs to know it. */
export type HoleWords = {readonly name: string; readonly type: string; readonly help: string};

/** The name of a hole's flag: node names are given one by one with --node, as everywhere. */
export const flagOfHole = (hole: HoleWords): string => (hole.type === 'node-names' ? 'node' : hole.name);

/** One flag for each hole; a hole that several templates have is one flag. The namespace is the global -n. */
export function holeFlags(holes: readonly HoleWords[]): Record<string, ReturnType<typeof Flags.string>> {
  const named = holes
    .filter(hole => flagOfHole(hole) !== 'namespace')
    .map(hole => [
      hole.name,
      Flags.string({summary: hole.help, helpValue: hole.type.toUpperCase(), helpGroup: 'TEMPLATE'}),
    ]);
  return Object.fromEntries(named);
}
