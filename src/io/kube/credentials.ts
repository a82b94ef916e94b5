import {readFile} from 'node:fs/promises';
import {done, type Outcome, refuse} from '../../kernel/outcome.ts';
import type {UserAccess} from './access.ts';
import {type PluginCredential, runPlugin} from './exec-plugin.ts';

/** What is presented to the server with a request. */
export type Credential = {token: string | null; cert: Buffer | null; key: Buffer | null};

/** Hands out the credential to use now, and a newer one when the server refused that one. */
export interface Credentials {
  current(): Promise<Outcome<Credential>>;
  /** Another credential than `refused`, or null when there can be none. */
  renew(refused: Credential): Promise<Outcome<Credential> | null>;
}

/** A token file is read again after this many ms, as client-go does: kubelets rotate it (transport/token_source.go). */
const TOKEN_FILE_AGE = 60_000;

/** Picks the way the user's entry asks for. A plugin is run once for all requests that wait for it. */
export function credentialsOf(user: UserAccess, env: {readonly [name: string]: string | undefined}): Credentials {
  const fixed = {token: user.token, cert: user.cert, key: user.key};
  if (user.token === null && user.tokenFile !== null) {
    const file = user.tokenFile;
    return cached(async () => {
      const token = await readFile(file, 'utf8').catch(() => null);
      if (token === null || token.trim() === '')
        return refuse('unreachable', `error: the token file ${file} cannot be read or is empty`, 'Log in again.');
      return done({...fixed, token: token.trim(), expires: Date.now() + TOKEN_FILE_AGE});
    });
  }
  if (user.token === null && user.exec !== null) {
    const plugin = user.exec;
    return cached(async () => {
      const ran = await runPlugin(plugin, env);
      return ran.ok ? done({...ran.value, cert: ran.value.cert ?? user.cert, key: ran.value.key ?? user.key}) : ran;
    });
  }
  return {current: async () => done(fixed), renew: async () => null};
}

function cached(fetch: () => Promise<Outcome<PluginCredential>>): Credentials {
  let held: PluginCredential | null = null;
  let pending: Promise<Outcome<PluginCredential>> | null = null;
  const fresh = async (): Promise<Outcome<PluginCredential>> => {
    pending ??= fetch().finally(() => {
      pending = null;
    });
    const fetched = await pending;
    if (fetched.ok) held = fetched.value;
    return fetched;
  };
  return {
    async current() {
      return held !== null && (held.expires === null || held.expires > Date.now()) ? done(held) : fresh();
    },
    async renew(refused) {
      return held !== null && held !== refused ? done(held) : fresh();
    },
  };
}
