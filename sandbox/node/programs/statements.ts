const CLOSING: Readonly<Record<string, string>> = {'(': ')', '{': '}', '[': ']'};

/**
 * PowerShell text cut into statements at `;` and line ends that stand in no string, bracket or block; comments are left out.
 */
export function splitStatements(text: string): readonly string[] {
  const statements: string[] = [];
  const open: string[] = [];
  let statement = '';
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === "'" || character === '"') {
      quote = character;
    } else if (character === '#' && !/\w$/.test(statement)) {
      at = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at) - 1;
      continue;
    } else if (CLOSING[character] !== undefined) {
      open.push(CLOSING[character]);
    } else if (character === open.at(-1)) {
      open.pop();
    } else if (open.length === 0 && (character === ';' || character === '\n')) {
      statements.push(statement.trim());
      statement = '';
      continue;
    }
    statement += character;
  }
  return [...statements, statement.trim()].filter(each => each !== '');
}
