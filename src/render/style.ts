/** Marks of a report, with an ASCII twin for consoles that lack UTF-8. */
const MARKS = {
  error: ['✖', 'x'],
  warning: ['⚠', '!'],
  info: ['ℹ', 'i'],
  unknown: ['?', '?'],
  pass: ['✔', '+'],
} as const;
export type Mark = keyof typeof MARKS;

const COLOURS = {red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36} as const;
export type Colour = keyof typeof COLOURS;

const MARK_COLOURS: Record<Mark, Colour> = {
  error: 'red',
  warning: 'yellow',
  info: 'blue',
  unknown: 'magenta',
  pass: 'green',
};

/** How text may be dressed on one stream. Without colour every method returns its text as it came. */
export type Style = {
  readonly colour: boolean;
  readonly unicode: boolean;
  mark(mark: Mark): string;
  bold(text: string): string;
  dim(text: string): string;
  paint(colour: Colour, text: string): string;
};

/** What decides the dress of a stream. */
export type StreamTraits = {
  /** The stream is a terminal. */
  terminal: boolean;
  /** `process.platform`. */
  platform: string;
  env: {readonly [name: string]: string | undefined};
};

/**
 * The dress of a stream. Colour only on a terminal; `NO_COLOR` (any text, https://no-color.org) takes it away, `FORCE_COLOR`
 * (https://force-color.org, anything but empty, 0 and false) gives it even to a pipe and wins over `NO_COLOR`, as in Node.
 */
export function styleFor(traits: StreamTraits): Style {
  return makeStyle(hasColour(traits), hasUnicode(traits));
}

function hasColour({terminal, env}: StreamTraits): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return terminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

/** Files and pipes get UTF-8 whatever the console is; a terminal gets it unless it says that it cannot show it. */
function hasUnicode({terminal, platform, env}: StreamTraits): boolean {
  if (!terminal) return true;
  if (platform === 'win32')
    return Boolean(env['WT_SESSION'] || env['TERM_PROGRAM'] === 'vscode' || env['ConEmuTask'] || env['TERM']);
  if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return false;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return locale === '' || /utf-?8/i.test(locale);
}

function makeStyle(colour: boolean, unicode: boolean): Style {
  const wrap = (open: number, close: number, text: string): string =>
    colour && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  const paint = (name: Colour, text: string): string => wrap(COLOURS[name], 39, text);
  return {
    colour,
    unicode,
    mark: mark => paint(MARK_COLOURS[mark], MARKS[mark][unicode ? 0 : 1]),
    bold: text => wrap(1, 22, text),
    dim: text => wrap(2, 22, text),
    paint,
  };
}

/** No colour and no mark outside ASCII. */
export const PLAIN: Style = makeStyle(false, false);
