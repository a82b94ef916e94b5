/** Checks one value of a file: null, or a sentence that names the place `at`. */
export type Shape = (value: unknown, at: string) => string | null;

const simple =
  (what: string, test: (value: unknown) => boolean): Shape =>
  (value, at) =>
    test(value) ? null : `${at} must be ${what}, not ${shown(value)}`;

/** What stands there, short. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === undefined || value === null) return 'empty';
  const text = typeof value === 'object' ? 'a map' : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

export const isMap = (value: unknown): value is {readonly [key: string]: unknown} =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const TEXT = simple('a text', value => typeof value === 'string');
export const NUMBER = simple('a number', value => typeof value === 'number');
export const SECONDS = simple('a number of seconds, 0 or more', value => typeof value === 'number' && value >= 0);
export const FLAG = simple('true or false', value => typeof value === 'boolean');
export const MAP = simple('a map of fields', isMap);
export const ANYTHING: Shape = () => null;

/** A text for which `test` holds; `what` completes “must be”. */
export const textThat = (what: string, test: (text: string) => boolean): Shape =>
  simple(what, value => typeof value === 'string' && test(value));

export const oneOf = (...words: readonly string[]): Shape =>
  textThat(`one of ${words.join(', ')}`, word => words.includes(word));

export const orEmpty =
  (shape: Shape): Shape =>
  (value, at) =>
    value === null ? null : shape(value, at);

/** `shape`, or where that is not it, `other`, whose words are used. */
export const either =
  (shape: Shape, other: Shape): Shape =>
  (value, at) =>
    shape(value, at) === null ? null : other(value, at);

const first = (slips: Iterable<string | null>): string | null => {
  for (const slip of slips) if (slip !== null) return slip;
  return null;
};

export const listOf =
  (shape: Shape): Shape =>
  (value, at) =>
    Array.isArray(value)
      ? first(value.map((each, index) => shape(each, `${at}[${index}]`)))
      : `${at} must be a list, not ${shown(value)}`;

/** A map from any names to values of one shape. */
export const mapOf =
  (shape: Shape): Shape =>
  (value, at) =>
    isMap(value)
      ? first(Object.entries(value).map(([key, each]) => shape(each, under(at, key))))
      : `${at} must be a map, not ${shown(value)}`;

/** A map with these fields and no other; those of `required` must be there. */
export const record =
  (fields: {readonly [field: string]: Shape}, required: readonly string[] = []): Shape =>
  (value, at) => {
    if (!isMap(value)) return `${at || 'the file'} must be a map of fields, not ${shown(value)}`;
    const unknown = Object.keys(value).find(key => !Object.hasOwn(fields, key));
    if (unknown !== undefined)
      return `${under(at, unknown)} is no field; there are ${Object.keys(fields).sort().join(', ')}`;
    const missing = required.find(key => value[key] === undefined);
    if (missing !== undefined) return `${under(at, missing)} is missing`;
    return first(Object.entries(value).map(([key, each]) => fields[key]?.(each, under(at, key)) ?? null));
  };

const under = (at: string, key: string): string => (at === '' ? key : `${at}.${key}`);
