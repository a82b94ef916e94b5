// Runs a command and does something as soon as it has printed a text: when-shown TEXT ACTION COMMAND…
// ACTION is a signal for the command and whatever it started (INT), or `!…`, done by a shell. Ends with the command's exit code.
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {constants} from 'node:os';

const [text = '', action = '', command = '', ...words] = process.argv.slice(2);
const child = spawn(command, words, {detached: true, stdio: ['ignore', 'pipe', 'inherit']});
let shown = '';
let acted = false;
child.stdout.setEncoding('utf8').on('data', (part: string) => {
  process.stdout.write(part);
  shown += part;
  if (acted || !shown.includes(text)) return;
  acted = true;
  if (action.startsWith('!')) spawn('bash', ['-c', action.slice(1)], {stdio: 'inherit'});
  else spawnSync('kill', ['-s', action, '--', `-${child.pid}`]); // the whole group, as a terminal does
});
const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
