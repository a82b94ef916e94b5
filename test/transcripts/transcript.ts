import {spawn} from 'node:child_process';

/** A command as typed, everything it printed (both streams, in order), and its exit code. */
export type Step = {command: string; output: string; exit: number};

/** A transcript: what it shows, the scenario of its pretend nodes, what is done before, and the steps. */
export type Transcript = {
  shows: string;
  scenario: string;
  setup: readonly string[];
  /** What not every machine has. */
  needs: 'docs-pages' | 'kubectl' | 'terminal' | null;
  /** The only kind of cluster that prints this, and in brackets why. */
  target: {only: string; because: string} | null;
  steps: readonly Step[];
};

/**
 * Reads a transcript: lines `key: value` (shows, scenario, setup, needs, target), then for each step `$ command`, its output, and
 * `exit N`. It reads like a terminal, so that a stranger can check it.
 */
export function parseTranscript(text: string): Transcript {
  const lines = text.split('\n');
  const header = {
    ...{shows: '', scenario: 'healthy', setup: [] as string[]},
    ...{needs: null as Transcript['needs'], target: null as Transcript['target']},
  };
  let at = 0;
  for (; at < lines.length && !lines[at]?.startsWith('$ '); at++) {
    const [, key, value] = /^(shows|scenario|setup|needs|target): (.*)$/.exec(lines[at] ?? '') ?? [];
    const [, only = '', because = ''] = /^(\S+) \((.+)\)$/.exec(value ?? '') ?? [];
    if (key === 'target') header.target = {only, because};
    else if (key === 'setup') header.setup.push(value ?? '');
    else if (key === 'needs') header.needs = (value ?? null) as Transcript['needs'];
    else if (key === 'shows' || key === 'scenario') header[key] = value ?? '';
  }
  const steps = lines
    .slice(at)
    .join('\n')
    .split(/^\$ /m)
    .slice(1)
    .map((step): Step => {
      const [command = '', ...rest] = step.trimEnd().split('\n');
      const exit = /^exit (\d+)$/.exec(rest.at(-1) ?? '')?.[1];
      return {command, output: rest.slice(0, -1).join('\n'), exit: exit === undefined ? -1 : Number(exit)};
    });
  return {...header, steps};
}

/** The transcript as text, as `parseTranscript` reads it. */
export function transcriptText({shows, scenario, setup, needs, target, steps}: Transcript): string {
  const header = [
    `shows: ${shows}`,
    `scenario: ${scenario}`,
    ...(needs ? [`needs: ${needs}`] : []),
    ...(target ? [`target: ${target.only} (${target.because})`] : []),
    ...setup.map(each => `setup: ${each}`),
  ];
  const body = steps.map(
    ({command, output, exit}) => `$ ${command}\n${output === '' ? '' : `${output}\n`}exit ${exit}\n`,
  );
  return `${header.join('\n')}\n\n${body.join('\n')}`;
}

/** Runs a line of shell with both streams in one pipe, as a terminal shows them. */
export function runShell(
  command: string,
  options: {env: NodeJS.ProcessEnv; cwd: string},
): Promise<{output: string; exit: number}> {
  return new Promise(resolve => {
    const child = spawn('bash', ['-c', `exec 2>&1\n${command}`], {...options, stdio: ['ignore', 'pipe', 'inherit']});
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('close', code => resolve({output: output.replace(/\n$/, ''), exit: code ?? -1}));
  });
}

const MASKS: readonly [RegExp, string][] = [
  [/\r$/gm, ''], // programs on Windows end their lines so, and git would not keep it
  [/\b(admin-check-)[0-9a-f]{5}\b/g, '$1RUNID'],
  [/\b(hostprocess-(?:probe|exec|shell)-)[0-9a-f]{5}\b/g, '$1RUNID'],
  [/\b(win-\d|lin-\d)-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '$1-xxxxx'],
  [/\b(privileged-daemonset|plain-daemonset|[a-z-]+-ds)-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '$1-xxxxx'],
  [/\b[0-9a-f]{64}\b/g, 'CONTAINER-ID'],
  [/\b(WIN-\d\\)[0-9a-f]{20}\b/g, `$1${'x'.repeat(20)}`],
  [/\b\d+(ms|s)\b(?= +<none>|$)/g, 'AGE'],
  [/127\.0\.0\.1:\d+(?:\/[\w-]{32})?/g, '127.0.0.1:PORT'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UID'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME'],
];

/** What differs from run to run (names the cluster makes up, ids, ports, times) masked; lines that only tell what is waited for left out. */
export const masked = (output: string): string =>
  MASKS.reduce((text, [pattern, to]) => text.replace(pattern, to), output)
    .split('\n')
    .filter(line => !/^\d+\/\d+ pods ready/.test(line))
    .join('\n');
