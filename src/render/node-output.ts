import type {Style} from './style.ts';
import {colourOf} from './tell.ts';

/** Where output of programs on nodes goes: bytes as they are, or lines with the node's name in front. */
export type NodeOutput = {
  take(node: string, stream: 'stdout' | 'stderr', data: Uint8Array): void;
  /** Writes what a node printed last without a line end. */
  end(node: string): void;
};

type Target = {style: Style; write(data: string | Uint8Array): void};

/** The output of one node: byte for byte. */
export const rawOutput = (out: Target, err: Target): NodeOutput => ({
  take: (_, stream, data) => (stream === 'stdout' ? out : err).write(data),
  end: () => undefined,
});

/** The output of several nodes, line by line as it comes: a line of one is never broken by another's. `nodes` get a colour each. */
export function prefixedOutput(nodes: readonly string[], out: Target, err: Target): NodeOutput {
  const streams = new Map<string, {decoder: InstanceType<typeof TextDecoder>; rest: string; target: Target}>();
  const width = Math.max(...nodes.map(node => node.length));
  const write = (target: Target, node: string, line: string): void => {
    const name = target.style.paint(colourOf(nodes.indexOf(node)), node.padEnd(width));
    target.write(`${name}${target.style.dim(' | ')}${line.replace(/\r$/, '')}\n`);
  };
  return {
    take(node, stream, data) {
      const key = `${stream}/${node}`;
      const target = stream === 'stdout' ? out : err;
      const state = streams.get(key) ?? {decoder: new TextDecoder(), rest: '', target};
      streams.set(key, state);
      const lines = (state.rest + state.decoder.decode(data, {stream: true})).split('\n');
      state.rest = lines.pop() ?? '';
      for (const line of lines) write(target, node, line);
    },
    end(node) {
      for (const stream of ['stdout', 'stderr']) {
        const state = streams.get(`${stream}/${node}`);
        const last = state === undefined ? '' : state.rest + state.decoder.decode();
        if (state && last !== '') write(state.target, node, last);
        streams.delete(`${stream}/${node}`);
      }
    },
  };
}

/** More than this of one stream is not kept. */
const KEPT_BYTES = 16 * 1024 * 1024;

/** The output of nodes kept as text, for JSON: bytes that are no UTF-8 become U+FFFD; `cut` when there was more than 16 MiB. */
export function keptOutput(): NodeOutput & {of(node: string): {stdout: string; stderr: string; cut: boolean}} {
  const kept = new Map<string, {chunks: Uint8Array[]; bytes: number; cut: boolean}>();
  const text = (key: string): string => {
    const chunks = kept.get(key)?.chunks ?? [];
    const decoder = new TextDecoder();
    return chunks.map(chunk => decoder.decode(chunk, {stream: true})).join('') + decoder.decode();
  };
  return {
    take(node, stream, data) {
      const key = `${stream}/${node}`;
      const state = kept.get(key) ?? {chunks: [], bytes: 0, cut: false};
      kept.set(key, state);
      const piece = data.slice(0, Math.max(0, KEPT_BYTES - state.bytes));
      state.chunks.push(piece);
      state.bytes += piece.length;
      state.cut ||= piece.length < data.length;
    },
    end: () => undefined,
    of: node => ({
      stdout: text(`stdout/${node}`),
      stderr: text(`stderr/${node}`),
      cut: ['stdout', 'stderr'].some(stream => kept.get(`${stream}/${node}`)?.cut === true),
    }),
  };
}
