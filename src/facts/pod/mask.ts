/** What stands where a secret stood. */
export const MASK = '****';

const NAMES = '(?:password|passwd|pwd|secret|token|api[-_]?key|access[-_]?key|sharedkey|accountkey)';

/**
 * `password=…`, `"token": "…"`, `token: eyJ…`: after an equals sign or in quotes everything is a secret; after a bare colon only
 * what looks made by a machine, because “token: failed to logon user” is what hcsshim says.
 */
const SECRETS: readonly RegExp[] = [
  /(\b(?:bearer|basic)\s+)[\w.~+/=-]{16,}/gi,
  new RegExp(`(${NAMES}["']?\\s*=\\s*["']?)[^\\s"',;]+`, 'gi'),
  new RegExp(`(${NAMES}["']\\s*:\\s*["'])[^"']+`, 'gi'),
  new RegExp(`(${NAMES}\\s*:\\s+)(?=\\S*\\d)[^\\s"',;]{12,}`, 'gi'),
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,100}:)[^\s/@]{1,200}(?=@)/gi,
  /()\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g,
];

/** The text with what looks like a credential replaced: passwords, tokens, keys, user:password@ in addresses, JSON web tokens. */
export const maskSecrets = (text: string): string =>
  SECRETS.reduce((masked, pattern) => masked.replace(pattern, (_, before: string) => `${before}${MASK}`), text);
