/**
 * What a person reads when an exception nobody expected ends the program (exit 70): one sentence with the version and what to do,
 * and the stack when `withStack` is set (-v=9, or DEBUG in the environment). Ends in a newline.
 */
export function bugText(version: string, error: unknown, withStack: boolean): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = withStack && error instanceof Error ? `${error.stack}\n` : '';
  return `error: this is a bug in kubectl hostprocess ${version} (${text}): please report it with this text; the same command with -v=9 shows where it happened\n${stack}`;
}

/** Whether a command line asks for stacks, for the time before it has been read. */
export const wantsStack = (argv: readonly string[], env: {readonly [name: string]: string | undefined}): boolean =>
  Boolean(env['DEBUG']) || /(^| )--?v[ =]?9( |$)/.test(argv.join(' '));
