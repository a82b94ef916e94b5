/** What stands where a secret stood. */
export const MASK = '****';

const SECRETS: readonly RegExp[] = [
  /(\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  /((?:password|passwd|pwd|secret|token|api[-_]?key|access[-_]?key|sharedkey|accountkey)["']?\s*[:=]\s*["']?)[^\s"',;]+/gi,
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,100}:)[^\s/@]{1,200}(?=@)/gi,
  /()\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g,
];

/** The text with what looks like a credential replaced: passwords, tokens, keys, user:password@ in addresses, JSON web tokens. */
export const maskSecrets = (text: string): string =>
  SECRETS.reduce((masked, pattern) => masked.replace(pattern, (_, before: string) => `${before}${MASK}`), text);
