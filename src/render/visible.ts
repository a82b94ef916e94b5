/** What would move the cursor, clear the screen or turn the direction of writing: C0 and C1 controls but tab and line end, and bidi marks. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text from somewhere else as a terminal may show it: control characters are written out, as kubectl writes `^[` for escape
 * (k8s.io/cli-runtime pkg/printers/terminal.go). Line ends and tabs stay.
 */
export const visible = (text: string): string =>
  text.replace(HIDDEN, character => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
    return code === 0x7f ? '^?' : `\\u${code.toString(16).padStart(4, '0')}`;
  });

/** Sequences that only colour what follows (ECMA-48 SGR). */
const COLOURS = /(\u001b\[[0-9;]*m)/;

/** A line of a program's log as a terminal may show it: its colours stay its own, and end with it. */
export function visibleLine(text: string): string {
  const parts = text.split(COLOURS).map((part, index) => (index % 2 === 1 ? part : visible(part)));
  return parts.length === 1 ? parts.join('') : `${parts.join('')}\u001b[0m`;
}
