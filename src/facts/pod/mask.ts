/** What stands where a secret stood. */
export const MASK = '****';

const NAMES =
  '(?:password|passwd|pwd|passphrase|secret|token|api[-_]?key|access[-_]?key|sharedkey|accountkey|_pat|\\bpat|\\bauth|[?&;]sig)';
/** What hcsshim and others write after “password:” or “token:” in sentences, which is no value. */
const SENTENCE =
  '(?!(?:failed|invalid|incorrect|wrong|required|expected|denied|access|not|no|is|was|are|has|could|cannot|must|the|a|an|for|error|unable|missing|expired)\\b)';

/**
 * `password=…`, `--password …`, `"token": "…"`, `token: eyJ…`: after an equals sign, a flag or in quotes everything is a secret; after
 * a bare colon what looks made by a machine, because “token: failed to logon user” is what hcsshim says, and a password alone on the
 * rest of its line, as in YAML. No pattern repeats what another repetition beside it also takes: the time is linear.
 */
const SECRETS: readonly RegExp[] = [
  /(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)[\s\S]*?(?=-----END|$)/g,
  /(\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:bearer|basic|negotiate)\s{1,4})[\w.~+/=-]+/gi,
  /(\bbearer\s{1,4})[\w.~+/=-]{16,}/gi,
  /(\bbasic\s{1,4})[\w.~+/=-]{16,}/gi,
  /(\b[Bb]asic\s{1,4})(?=[\w+/]{0,15}[a-z])(?=[\w+/]{1,15}[A-Z\d])[\w+/]{4,15}={0,2}(?![\w+/=-])/g,
  new RegExp(`(${NAMES}["']?\\s{0,4}=\\s{0,4}["']?)[^\\s"',;]+`, 'gi'),
  new RegExp(`(${NAMES}["']\\s{0,4}:\\s{0,4}["'])[^"']+`, 'gi'),
  new RegExp(`((?<![^\\s"',\\[(])--?[\\w-]{0,40}${NAMES}\\s{1,4}["']?)(?!-)[^\\s"',;]+`, 'gi'),
  new RegExp(`(${NAMES}\\s{0,4}:\\s{1,4})(?=[^\\s\\d]{0,200}\\d)[^\\s"',;]{12,}`, 'gi'),
  new RegExp(
    `((?:password|passwd|pwd|passphrase)\\s{0,4}:\\s{1,4}["']?)${SENTENCE}[^\\s"',;]+(?=["']?[ \\t]{0,8}(?:$|[\\r\\n,;}]))`,
    'gi',
  ),
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,100}:)[^\s/@]{1,200}(?=@)/gi,
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/:@]{1,200}(?=@)/gi,
  /()\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-)[\w-]{10,}/g,
  /()\beyJ[\w-]{10,4000}\.[\w-]{10,}\.[\w-]*/g,
];

/** The text with what looks like a credential replaced: passwords, tokens, keys, user:password@ in addresses, JSON web tokens. */
export const maskSecrets = (text: string): string =>
  SECRETS.reduce((masked, pattern) => masked.replace(pattern, (_, before: string) => `${before}${MASK}`), text);
