import {visible} from './visible.ts';

/** A table as kubectl prints one: upper-case headers, columns three spaces apart, nothing after the last column. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headers.map(header => header.toUpperCase()), ...rows.map(row => row.map(cellText))];
  const widths = headers.map((_, column) => Math.max(...lines.map(line => displayWidth(line[column] ?? ''))));
  return lines
    .map(line =>
      headers
        .map((_, column) => {
          const cell = line[column] ?? '';
          return column === headers.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
        })
        .join('   ')
        .trimEnd(),
    )
    .map(line => `${line}\n`)
    .join('');
}

/** A cell never breaks its row. */
const cellText = (cell: string): string => visible(oneLine(cell));

const oneLine = (text: string): string => text.replace(/[\r\n\t]+/g, ' ');

/** Columns a text takes on a terminal: colour codes take none, East Asian wide characters two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of oneLine(text).replace(/\u001b\[[0-9;]*m/g, '')) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(char)) continue;
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(char)
      ? 2
      : 1;
  }
  return width;
}
