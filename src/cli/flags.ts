import * as Flags from '@oclif/core/flags';
import type {ClusterOptions} from '../io/kube/options.ts';
import {parseDuration} from './duration.ts';
import {usage} from './stop.ts';

/** The longest that a process on a node may be given, in ms: a forgotten SYSTEM pod lasts no longer. */
export const LONGEST_RUN_MS = 24 * 3_600_000;

/** A flag that takes a length of time (`90s`, `1h30m`, bare seconds) and gives milliseconds; with `max`, more than 0 and so much at most. */
export const duration = Flags.custom<number, {max?: number}>({
  helpValue: 'DURATION',
  async parse(input, _, flag) {
    const ms = parseDuration(input);
    if (ms === null) throw usage(`--${flag.name} cannot be "${input}": write it as 90s, 5m or 1h30m`);
    if (flag.max !== undefined && (ms < 1000 || ms > flag.max))
      throw usage(`--${flag.name} cannot be "${input}": it must be from 1s to ${flag.max / 3_600_000}h`);
    return ms;
  },
});

/** A flag that takes a whole number from `min` (0 unless told) up, to `max` where there is one. */
export const count = Flags.custom<number, {min?: number; max?: number}>({
  helpValue: 'NUMBER',
  async parse(input, _, flag) {
    const min = flag.min ?? 0;
    const value = Number(input);
    const {max} = flag;
    if (!/^[+-]?\d+$/.test(input) || value < min || (max !== undefined && value > max))
      throw usage(
        `--${flag.name} cannot be "${input}": it must be a whole number from ${min} ${max === undefined ? 'up' : `to ${max}`}`,
      );
    return value;
  },
});

/** `-o`; the first format is the default. */
export const output = <const T extends string>(formats: readonly [T, ...T[]]) =>
  Flags.option({
    char: 'o',
    options: formats,
    default: formats[0] as T,
    summary: `Output format. One of: ${formats.join(', ')}.`,
  })();

/** `--dry-run=client|server|none`, as in kubectl; without a value it is refused. */
export const dryRun = () =>
  Flags.option({
    options: ['none', 'client', 'server'] as const,
    default: 'none' as const,
    summary: 'client: print what would be sent. server: let the server check it without storing it.',
  })();

/** `--yes`: no questions. */
export const yes = () => Flags.boolean({char: 'y', summary: 'Answer every question with yes.'});

/**
 * The flags of `kubectl options` that this program honours; every command has them, before or after its name
 * (https://kubernetes.io/docs/reference/kubectl/kubectl/).
 */
export const GLOBAL_FLAGS = {
  kubeconfig: Flags.string({summary: 'Path of the kubeconfig file to use.', helpValue: 'FILE'}),
  context: Flags.string({summary: 'The kubeconfig context to use.', helpValue: 'NAME'}),
  cluster: Flags.string({summary: 'The kubeconfig cluster to use.', helpValue: 'NAME'}),
  user: Flags.string({summary: 'The kubeconfig user to use.', helpValue: 'NAME'}),
  namespace: Flags.string({char: 'n', summary: 'The namespace this request is about.', helpValue: 'NAME'}),
  server: Flags.string({char: 's', summary: 'Address and port of the Kubernetes API server.', helpValue: 'URL'}),
  token: Flags.string({summary: 'Bearer token for authentication to the API server.', helpValue: 'TOKEN'}),
  as: Flags.string({summary: 'User to act as; may be a service account.', helpValue: 'USER'}),
  'as-group': Flags.string({summary: 'Group to act as; may be repeated.', multiple: true, helpValue: 'GROUP'}),
  'as-uid': Flags.string({summary: 'UID to act as.', helpValue: 'UID'}),
  'as-user-extra': Flags.string({
    summary: 'Extra attribute of the user to act as (key=value); may be repeated.',
    multiple: true,
    helpValue: 'KEY=VALUE',
  }),
  'certificate-authority': Flags.string({summary: 'File with the certificate authority to trust.', helpValue: 'FILE'}),
  'client-certificate': Flags.string({summary: 'File with the client certificate for TLS.', helpValue: 'FILE'}),
  'client-key': Flags.string({summary: 'File with the client key for TLS.', helpValue: 'FILE'}),
  'insecure-skip-tls-verify': Flags.boolean({
    summary: 'Do not check the server’s certificate. Your connection is then not secure.',
  }),
  'tls-server-name': Flags.string({summary: 'Server name to expect in the server’s certificate.', helpValue: 'NAME'}),
  'request-timeout': duration({
    summary: 'How long to wait for one answer of the server (1s, 2m, 3h, bare seconds); 0 waits for ever.',
  }),
  'cache-dir': Flags.string({summary: 'Taken for kubectl’s sake and ignored: nothing is cached.', helpValue: 'DIR'}),
  v: count({char: 'v', summary: 'Verbosity from 0 to 9; 9 shows the stack of a bug.', helpValue: 'LEVEL'}),
};

/** Values of the global flags, as `cluster()` hands them to io. `v` is 0 unless given. */
export type GlobalOptions = Omit<ClusterOptions, 'env' | 'home' | 'warn' | 'serviceAccountFolder'>;

/** Parsed global flags in the terms of `connect(options)`; what was not given is absent. Stops on flags that contradict. */
export function globalOptions(flags: {readonly [name: string]: unknown}): GlobalOptions {
  const text = (name: string): string | undefined => flags[name] as string | undefined;
  const groups = flags['as-group'] as readonly string[] | undefined;
  const extra = flags['as-user-extra'] as readonly string[] | undefined;
  for (const pair of extra ?? []) {
    if (pair.indexOf('=') < 1) throw usage(`--as-user-extra cannot be "${pair}": write it as key=value`);
  }
  const timeout = flags['request-timeout'] as number | undefined;
  if ((groups || extra || text('as-uid')) && !text('as'))
    throw usage('--as-group, --as-uid and --as-user-extra need --as', 'add --as=USER');
  if (flags['insecure-skip-tls-verify'] && text('certificate-authority'))
    throw usage(
      '--insecure-skip-tls-verify and --certificate-authority contradict each other',
      'leave out one of them',
    );
  const given = {
    kubeconfig: text('kubeconfig'),
    context: text('context'),
    cluster: text('cluster'),
    user: text('user'),
    namespace: text('namespace'),
    server: text('server'),
    token: text('token'),
    as: text('as'),
    asGroups: groups,
    asUid: text('as-uid'),
    asUserExtra: extra,
    certificateAuthority: text('certificate-authority'),
    clientCertificate: text('client-certificate'),
    clientKey: text('client-key'),
    insecureSkipTlsVerify: (flags['insecure-skip-tls-verify'] as boolean | undefined) || undefined,
    tlsServerName: text('tls-server-name'),
    requestTimeoutMs: timeout || undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as GlobalOptions;
}
