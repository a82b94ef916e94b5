import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {TerminalPort} from '../kernel/ports.ts';

/** The streams of a person's terminal: prompts are written to `output` (standard error), so that data can be piped on. */
export type TerminalStreams = {
  input: NodeJS.ReadableStream & {isTTY?: boolean};
  output: NodeJS.WritableStream & {isTTY?: boolean};
};

/**
 * Prompts of @inquirer, each imported when it is first needed (30 ms together). Nobody is asked unless both ends are a
 * terminal: on a closed input a prompt would wait for ever. Ctrl-C and Ctrl-D become the problem `interrupted`.
 */
export function systemTerminal(
  streams: TerminalStreams = {input: process.stdin, output: process.stderr},
): TerminalPort {
  const interactive = streams.input.isTTY === true && streams.output.isTTY === true;
  const ask = async <T>(question: string, prompt: () => Promise<T>): Promise<Outcome<T>> => {
    if (!interactive)
      return refuse(
        'usage',
        `error: nobody can be asked "${question}": this is not a terminal`,
        'Give the answer as a flag; --help names it.',
      );
    try {
      return done(await prompt());
    } catch (error) {
      if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError'))
        return refuse('interrupted', 'error: interrupted at a question');
      throw error;
    }
  };
  return {
    interactive,
    confirm: question =>
      ask(question, async () => {
        const {default: confirm} = await import('@inquirer/confirm');
        return confirm({message: question, default: false}, streams);
      }),
    choose: (question, choices) =>
      ask(question, async () => {
        const {default: select} = await import('@inquirer/select');
        return select({message: question, choices: choices.map(choice => ({...choice}))}, streams);
      }),
    input: (question, preset) =>
      ask(question, async () => {
        const {default: input} = await import('@inquirer/input');
        return input(preset === null ? {message: question} : {message: question, default: preset}, streams);
      }),
  };
}
