/**
 * What no name in a command may hold that a person pastes: cmd.exe acts on some of it even in quotes (%, !), PowerShell on $, backtick and
 * curly quotes; a slash makes a switch of it.
 */
const ACTED_ON = /[&|<>^%!"$`\\/\u201c-\u201e\p{C}\p{Zl}\p{Zp}]/u;

/**
 * A name as it is typed at a prompt of cmd.exe or PowerShell: always in quotes. Null for one that a prompt could act on: whoever wrote
 * the pod chose it, and an administrator would run it.
 */
export const promptName = (name: string): string | null => (ACTED_ON.test(name) ? null : `"${name}"`);

/** How a local group is created, with the command for the nodes that `where` names if its name can be pasted. */
export function groupRemedy(where: string, name: string): string {
  const typed = promptName(name);
  return typed === null
    ? 'Choose a plainer name for the group (this one holds characters that a prompt acts on, so no command to paste is given)'
    : `${where}: net localgroup ${typed} /add`;
}
