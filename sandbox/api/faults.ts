import {type Failure, failed} from './failure.ts';

/** Something that goes wrong on purpose with the requests it matches, as a scenario or a test writes it. */
export type Fault = {
  /** A regular expression on the path with its query. */
  readonly path: string;
  /** `GET`, …; every method when absent. */
  readonly method?: string;
  /** The status to answer with; absent: the request is answered as ever, only later or cut off. */
  readonly status?: number;
  readonly message?: string;
  /** Seconds in a Retry-After header. */
  readonly retryAfter?: number;
  /** Seconds before anything is answered. */
  readonly delay?: number;
  /** Seconds after which a stream (watch, log) is cut. */
  readonly cutAfter?: number;
  /** How often it strikes; for ever when absent. */
  readonly times?: number;
};

/** What hits one request. */
type Hit = {failure: Failure | null; delayMs: number; cutMs: number | null};

export type Faults = {
  add(fault: Fault): void;
  hit(method: string, pathAndQuery: string): Hit | null;
};

/** Reasons and texts of answers that have no body of their own (k8s.io/apimachinery pkg/api/errors NewGenericServerResponse). */
const WORDS: Readonly<Record<number, readonly [reason: string, message: string]>> = {
  403: ['Forbidden', 'forbidden: the sandbox was told to refuse this'],
  410: ['Expired', 'The provided continue parameter is too old to display a consistent list result.'],
  429: ['TooManyRequests', 'Too many requests, please try again later.'],
  500: ['InternalError', 'Internal error occurred: etcdserver: request timed out'],
  503: ['ServiceUnavailable', 'apiserver is shutting down'],
  504: ['Timeout', 'Timeout: request did not complete within the allotted timeout'],
};

export function createFaults(first: readonly Fault[] = []): Faults {
  type Armed = {fault: Fault; path: RegExp; left: number};
  const armed: Armed[] = [];
  const add = (fault: Fault): void => {
    armed.push({fault, path: new RegExp(fault.path), left: fault.times ?? Number.POSITIVE_INFINITY});
  };
  for (const fault of first) add(fault);
  return {
    add,
    hit(method, pathAndQuery) {
      const found = armed.find(
        each =>
          each.left > 0 &&
          each.path.test(pathAndQuery) &&
          (each.fault.method === undefined || each.fault.method === method),
      );
      if (found === undefined) return null;
      found.left -= 1;
      const {status, message, retryAfter, delay, cutAfter} = found.fault;
      const [reason, text] = WORDS[status ?? 0] ?? ['', `the server answered ${status}`];
      return {
        failure:
          status === undefined
            ? null
            : failed(
                status,
                reason,
                message ?? text,
                retryAfter === undefined ? {} : {retryAfterSeconds: retryAfter},
                retryAfter === undefined ? {} : {'retry-after': String(retryAfter)},
              ),
        delayMs: (delay ?? 0) * 1000,
        cutMs: cutAfter === undefined ? null : cutAfter * 1000,
      };
    },
  };
}
