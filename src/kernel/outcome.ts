/**
 * An expected failure, as a value. `text` is the whole line a person reads, in kubectl's wording where kubectl has one;
 * `remedy` is what to do next. `is` decides the exit code (exit.ts) and nothing else decides it.
 */
export type Problem = {
  is:
    | 'usage' // flags, arguments, files, answers that cannot be used
    | 'unreachable' // no kubeconfig, no server, TLS, time ran out talking to it
    | 'unauthorized' // 401
    | 'forbidden' // 403 by RBAC
    | 'not-found' // 404
    | 'conflict' // 409
    | 'invalid' // 422 and other refusals of the object by the API server
    | 'refused' // admission said no: policy, quota, webhook, Pod Security
    | 'failed' // any other answer of the server
    | 'explained' // the cluster could not do it, and a known failure says why
    | 'unlearned' // it was asked and could not be learned
    | 'declined' // the person was asked and said no
    | 'interrupted' // the user pressed Ctrl-C
    | 'terminated'; // SIGTERM or SIGHUP
  text: string;
  remedy: string | null;
  status: number | null;
};

export type Outcome<T> = {ok: true; value: T} | {ok: false; problem: Problem};

export const done = <T>(value: T): Outcome<T> => ({ok: true, value});
export const problem = (
  is: Problem['is'],
  text: string,
  remedy: string | null = null,
  status: number | null = null,
): Problem => ({
  is,
  text,
  remedy,
  status,
});
export const refuse = (
  is: Problem['is'],
  text: string,
  remedy: string | null = null,
): {ok: false; problem: Problem} => ({
  ok: false,
  problem: problem(is, text, remedy),
});
