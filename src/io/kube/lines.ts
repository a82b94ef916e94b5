import type {Readable} from 'node:stream';

/** How a stream of lines came to its end: orderly, by a cut connection, or by silence. `rest`: what stood behind the last line end. */
export type StreamEnd = {is: 'end' | 'cut' | 'idle'; rest: Buffer};

/**
 * Splits at \n; lines come without it. A line longer than `limit` bytes is given in pieces. When nothing came for `idleMs` the
 * stream is taken to be dead (a half-open connection says nothing) and destroyed. Never throws for what the network does.
 */
export async function* linesOf(
  body: Readable,
  {limit, idleMs}: {limit: number; idleMs: number},
): AsyncGenerator<Buffer, StreamEnd> {
  let held: Buffer[] = [];
  let size = 0;
  let idle = false;
  const expire = (): void => {
    idle = true;
    body.destroy();
  };
  let timer = setTimeout(expire, idleMs);
  const take = (): Buffer => {
    const [only] = held;
    const bytes = held.length === 1 && only !== undefined ? only : Buffer.concat(held);
    held = [];
    size = 0;
    return bytes;
  };
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      clearTimeout(timer); // the reader's own slowness is not the server's silence
      let from = 0;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
        held.push(chunk.subarray(from, at));
        yield take();
        from = at + 1;
      }
      if (from < chunk.length) {
        held.push(chunk.subarray(from));
        size += chunk.length - from;
      }
      if (size > limit) yield take();
      timer = setTimeout(expire, idleMs);
    }
    return {is: idle ? 'idle' : 'end', rest: take()};
  } catch {
    return {is: idle ? 'idle' : 'cut', rest: take()};
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
}
