/** A tag of the library `yaml`, as far as this file looks at one. */
type Tag = {readonly tag: string; readonly format?: string};

// Go's strconv.ParseInt with base 0, underscores dropped: 0400, 0o400, 0x1F, 0b1
const INTEGER = /^[-+]?(?:0[bB][01_]+|0[xX][\da-fA-F_]+|0[oO]?[0-7_]+|0|[1-9][\d_]*)$/;
const DECIMAL = /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d[\d_]*)?$/;

const number = {
  default: true,
  identify: (value: unknown): boolean => typeof value === 'number',
  stringify: ({value}: {value: unknown}): string => JSON.stringify(value),
};

const NUMBERS = [
  {...number, tag: 'tag:yaml.org,2002:int', test: INTEGER, resolve: integer},
  {
    ...number,
    tag: 'tag:yaml.org,2002:float',
    test: DECIMAL,
    resolve: (text: string): number => Number.parseFloat(text.replaceAll('_', '')),
  },
];

function integer(text: string): number {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '');
  const value = Number(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return negative && value !== 0 ? -value : value;
}

/** The tags of YAML 1.1 that have a meaning in Kubernetes: no dates, binaries, sets or numbers to the base of 60, which are texts there. */
const kept = (tags: readonly Tag[]): readonly Tag[] => [
  ...tags.filter(({tag}) => /:(map|seq|str|null|bool|merge)$/.test(tag)),
  ...NUMBERS,
];

/**
 * Options for the library `yaml` with which it reads, and writes, what kubectl means: YAML 1.1 with merge keys, in which `yes` is true
 * and 0400 is 256 (sigs.k8s.io/yaml, goyaml.v2/resolve.go). Compared with the real kubectl in test/contract/yaml.test.ts.
 */
export const KUBECTL_YAML = {
  version: '1.1',
  merge: true,
  // the library's own type of a list of tags is not assignable from here, where nothing is imported
  customTags: kept as <T>(tags: T) => T,
} as const;
