import {type NodeAsk, number, orNull, record, text} from '../node-ask.ts';

/**
 * An HTTP answer without proxy or redirection. Without one `status` is null and `code` is .NET's WebExceptionStatus: 2 connection
 * refused, 14 no answer in 3 s. `body` is the first 300 characters.
 */
export type Http = {status: number | null; code: number | null; body: string | null; ms: number};

/** Asks a server on the node itself for a path: `http(10248, '/healthz')` is the kubelet's health. */
export const http = (port: number, path: string): NodeAsk<Http> => ({
  ask: {kind: 'http', url: `http://127.0.0.1:${port}${path}`},
  read: record<Http>({status: orNull(number), code: orNull(number), body: orNull(text), ms: number}),
});
