/** What differs between two runs of the same commands, in the order in which it is replaced. */
const DIFFERENCES: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UID'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, 'TIME'],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, 'TIME'],
  [/(resourceVersion"?: ?)"\d+"/g, '$1RV'],
  [/containerd:\/\/[0-9a-f]{64}/g, 'containerd://ID'],
  [/\b127\.0\.0\.1:\d+/g, 'SERVER'],
  [/\b10\.0\.\d+\.\d+\b(?!\d|\.)/g, 'CLUSTER-IP'],
  [/(Port"?: *)\d{4,5}\b/g, '$1PORT'],
  [/^Username +\S*admin$/gm, 'Username  ADMIN'], // the administrator's name is the cluster's
  [/^Extra: authentication\.kubernetes\.io\/credential-id .*\n/gm, ''], // of a client certificate
  [/X509SHA256=[0-9a-f]{64}/g, 'X509SHA256=HASH'],
  // generated names: a workload's hash and a pod's suffix, both of letters that make no words
  [/-[bcdf-hj-np-tv-xz2456789]{8,10}(?:-[bcdf-hj-np-tv-xz2456789]{5})?\b/g, '-GENERATED'],
  [/(hash"?[=:] ?"?)[bcdf-hj-np-tv-xz2456789]{7,10}\b/g, '$1HASH'],
  [/-[bcdf-hj-np-tv-xz2456789]{5}\b/g, '-GENERATED'],
  [/\.[0-9a-f]{16}\b/g, '.EVENT'],
  [/\b(?:\d+[ywdhms]|\d+\.\d+m?s|\d+ms)+\b/g, 'AGE'],
  [/ \(x\d+ over AGE\)/g, ''],
  // whether a watch of one second counts as a very short one is a matter of milliseconds
  [/^[IWE]\d{4} .*reflector\.go.*\n/gm, ''],
  [/(?<=\S)[ \t]{2,}/g, '  '],
  [/ +$/gm, ''],
];

/** JSON on one line, as `--raw` prints it, has its keys in Go's order there and in ours here: the order says nothing. */
const ordered = (text: string): string => {
  try {
    return /^\{.*\}\s*$/.test(text) ? JSON.stringify(JSON.parse(text), inOrder) : text;
  } catch {
    return text;
  }
};
const inOrder = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/** A command's output without what differs from run to run: identities, times, versions, generated names, and columns' widths. */
export const normalised = (text: string): string =>
  DIFFERENCES.reduce((before, [pattern, by]) => before.replace(pattern, by), ordered(text));
