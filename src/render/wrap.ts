import {displayWidth} from './table.ts';

/** Words of a line put on lines of at most `width` columns; a longer word stays whole, so that it can be copied. */
export function wrap(text: string, width: number | null): string[] {
  if (width === null || displayWidth(text) <= width) return [text];
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && displayWidth(current) + 1 + displayWidth(word) > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

/** Lines wrapped each by itself, what follows the first indented by `indent`; as it came for a stream that nobody sees on a screen. */
export const wrapLines = (text: string, columns: number | null, indent = 0): string =>
  columns === null
    ? text
    : text
        .split('\n')
        .flatMap(line => wrap(line, Math.max(20, columns - indent)))
        .join(`\n${' '.repeat(indent)}`);
