// Runs a command on a terminal of its own, as a person does: at-terminal COMMAND [SEEN TYPED]…
// Waits until the terminal shows SEEN, types TYPED and Enter, and goes on to the next pair. Prints what the terminal showed and ends with
// the command's exit code. TYPED may be `^C`, or `!…`: done outside, with the terminal's process in $TERMINAL (killing it closes the window).
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';

const PATIENCE_MS = 30_000;

const [command = '', ...pairs] = process.argv.slice(2);
// util-linux's script gives a program a terminal; -e gives back its exit code
const terminal = spawn('script', ['-qefc', `stty rows 30 cols 100; exec ${command}`, '/dev/null'], {
  env: {...process.env, TERM: 'xterm'},
});
const ended = once(terminal, 'close');
let shown = '';
terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
  shown += text;
});
terminal.stdin.on('error', () => undefined); // the window is closed on purpose

let read = 0;
for (let at = 0; at < pairs.length; at += 2) {
  const [seen = '', typed = ''] = pairs.slice(at);
  read = await found(seen, read);
  if (typed.startsWith('!'))
    spawnSync('bash', ['-c', typed.slice(1)], {
      env: {...process.env, TERMINAL: String(terminal.pid)},
      stdio: 'inherit',
    });
  else terminal.stdin.write(typed === '^C' ? '\x03' : `${typed}\r`);
}
const [code] = await ended;
process.stdout.write(onScreen(shown));
process.exitCode = code ?? 137;

/** Where `text` ends in what was shown after `from`. What does not come ends the terminal and this program. */
async function found(text: string, from: number): Promise<number> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise(next => setTimeout(next, 50))) {
    const at = shown.indexOf(text, from);
    if (at >= 0) return at + text.length;
  }
  terminal.kill();
  process.stdout.write(`${onScreen(shown)}\nat-terminal: "${text}" was not shown in ${PATIENCE_MS / 1000} seconds\n`);
  return process.exit(99);
}

/** The lines that stay on the screen: without titles, colours and modes, and without what a line showed before it was written anew. */
function onScreen(text: string): string {
  const anew = /^.*\x1b\[(?:[0-2]?K|1?G)/;
  const control = /\x1b\][^\x07]*\x07|\x1b\[[\d;?]*[A-Za-z]|[\r\x07]/g;
  return text
    .split('\n')
    .map(line => line.replace(anew, '').replace(control, '').trimEnd())
    .join('\n');
}
