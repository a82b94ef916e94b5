import {globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, delimiter, join, resolve} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Nodes} from '../../sandbox/node/index.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {joinNodes} from '../cluster/pretend-nodes.ts';
import {skipTerminal, suiteNeeds} from '../skips.ts';
import {masked, parseTranscript, runShell, type Transcript, transcriptText} from './transcript.ts';

// UPDATE_TRANSCRIPTS=1 writes what the commands print now; read the difference before you commit it.
const UPDATE = process.env['UPDATE_TRANSCRIPTS'] === '1';
const ROOT = resolve(import.meta.dirname, '../..');
const SHARED = process.env['HOSTPROCESS_SHARED'];

const files = globSync('*.txt', {cwd: import.meta.dirname}).sort();
const transcripts = files.map(file => ({
  file,
  transcript: parseTranscript(readFileSync(join(import.meta.dirname, file), 'utf8')),
}));
const scenarios = [...new Set(transcripts.map(({transcript}) => transcript.scenario))].sort();

const lacksPlane = (): string | null => {
  const found = findControlPlane();
  return 'missing' in found ? found.missing : found.controllers ? null : 'this control plane has no controllers';
};
const skip = suiteNeeds('transcripts', lacksPlane);
const skipDocs = suiteNeeds(
  'documentation-pages',
  () => lacksPlane() ?? (SHARED ? null : 'HOSTPROCESS_SHARED names no folder with data/docs-pages'),
);

const lacking = {'docs-pages': skipDocs, terminal: skipTerminal()};

/**
 * Every transcript of one of `parts` shares of the scenarios; the shares run beside each other in files of their own, because most of
 * the time is spent waiting for a cluster.
 */
export function transcriptSuite(part: number, parts: number): void {
  const own = scenarios.filter((_, index) => index % parts === part);
  describe.skipIf(skip).each(own)('scenario %s', scenario => {
    let plane: ControlPlane;
    let nodes: Nodes;
    let folder: string;
    let mishaps: NodeJS.Timeout;
    beforeAll(async () => {
      plane = await startControlPlane();
      nodes = await joinNodes(plane, ...scenario.split('+'));
      folder = mkdtempSync(join(tmpdir(), 'hostprocess-transcript-'));
      symlinkSync(join(ROOT, 'bin/run.js'), join(folder, 'kubectl-hostprocess'));
      mishaps = obey(folder, {
        'restart-api-server': () => plane.restartApiServer(),
        silence: node => nodes.silence(node),
      });
      const terminal = `exec '${process.execPath}' '${join(import.meta.dirname, 'at-terminal.ts')}' "$@"`;
      writeFileSync(join(folder, 'at-terminal'), `#!/bin/sh\n${terminal}\n`, {mode: 0o755});
    }, 60_000);
    afterAll(async () => {
      clearInterval(mishaps);
      await nodes?.stop();
      await plane?.stop();
      if (folder) rmSync(folder, {recursive: true, force: true});
    });

    const told = transcripts.filter(({transcript}) => transcript.scenario === scenario);
    for (const {file, transcript} of told)
      test.skipIf(transcript.needs !== null && lacking[transcript.needs])(
        `${basename(file, '.txt')}: ${transcript.shows}`,
        async () => {
          const env = environment(plane, folder);
          await emptied(plane);
          for (const line of transcript.setup)
            expect(await runShell(line, {env, cwd: folder})).toMatchObject({exit: 0});
          const steps: Transcript['steps'][number][] = [];
          for (const {command} of transcript.steps) {
            const {output, exit} = await runShell(command, {env, cwd: folder});
            steps.push({
              command,
              output: masked(
                output.replaceAll(env['DOCS'] ?? '', '$DOCS').replaceAll(env['MANIFESTS'] ?? '', '$MANIFESTS'),
              ),
              exit,
            });
          }
          if (UPDATE) writeFileSync(join(import.meta.dirname, file), transcriptText({...transcript, steps}));
          else expect(transcriptText({...transcript, steps})).toBe(transcriptText(transcript));
        },
        120_000,
      );
  });
}

/** Puts commands into `folder` for what happens to a cluster; each has an argument at most, and returns when it has happened. */
function obey(folder: string, orders: {[command: string]: (argument: string) => Promise<void>}): NodeJS.Timeout {
  for (const command of Object.keys(orders)) {
    const order = `${join(folder, command)}.order.$1`;
    writeFileSync(join(folder, command), `#!/bin/sh\n: > "${order}"\nwhile [ -e "${order}" ]; do sleep 0.1; done\n`, {
      mode: 0o755,
    });
  }
  const begun = new Set<string>();
  return setInterval(async () => {
    for (const file of await readdir(folder).catch(() => [])) {
      const [, command = '', argument = ''] = /^(.+)\.order\.(.*)$/.exec(file) ?? [];
      if (begun.has(file) || !orders[command]) continue;
      begun.add(file);
      await orders[command](argument).finally(() => rm(join(folder, file), {force: true}));
      begun.delete(file);
    }
  }, 100);
}

/** Takes away what the transcript before left, so that each starts with nodes and nothing else; no node is waited for. */
async function emptied(plane: ControlPlane): Promise<void> {
  const kinds = 'daemonsets,deployments,statefulsets,cronjobs,jobs,pods';
  await plane.kubectl(['delete', kinds, '--all', '--all-namespaces', '--force', '--grace-period=0']);
  await plane.kubectl(['delete', 'events', '--all', '--all-namespaces']);
}

/** A user's shell: the real kubectl, our plugin beside it, the machine's own node; nothing of this project's on PATH. */
function environment(plane: ControlPlane, folder: string): NodeJS.ProcessEnv {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter(entry => !entry.includes('node_modules'));
  return {
    HOME: folder,
    LANG: 'C.UTF-8',
    PATH: [plane.dir, folder, ...path].join(delimiter),
    KUBECONFIG: plane.kubeconfig,
    MANIFESTS: join(import.meta.dirname, 'manifests'),
    DOCS: `${SHARED}/data/docs-pages`,
  };
}
