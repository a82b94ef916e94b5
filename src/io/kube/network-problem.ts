import {type Problem, problem} from '../../kernel/outcome.ts';

/** Why a request of ours was given up by ourselves; thrown inside the transport only, and turned into a problem at its edge. */
export class OutOfTime extends Error {
  override name = 'OutOfTime';
}

/** An address as Go prints it. */
type Fault = Error & {
  code?: string;
  address?: string;
  port?: number;
  hostname?: string;
  host?: string;
  reason?: string;
  cert?: unknown;
};

/** The problem of a call that `signal` ended: a person's Ctrl-C, or the caller's own time limit. */
export const aborted = (signal: AbortSignal | undefined): Problem =>
  signal?.reason instanceof Error && signal.reason.name === 'TimeoutError'
    ? problem('unreachable', 'Unable to connect to the server: context deadline exceeded', SLOW)
    : problem('interrupted', 'error: interrupted', null);

const SLOW = 'The server is slow or out of reach: check VPN and --server, or allow more time with --request-timeout.';
const REACH = 'Check that the address is right and that this machine can reach it (VPN, firewall, proxy).';
const TRUST =
  'Check certificate-authority(-data) of the cluster’s entry in the kubeconfig; fetch the kubeconfig anew if the cluster was rebuilt.';

/**
 * What Node says when the server cannot be reached or trusted, in the words of kubectl (that is, of Go's net, tls and x509).
 * `server` is the base URL that was asked.
 */
export function networkProblem(error: unknown, server: string): Problem {
  const fault: Fault = error instanceof Error ? error : new Error(String(error));
  const {host, hostname} = new URL(server);
  const code = fault.code ?? '';
  const unable = (text: string, remedy: string): Problem =>
    problem('unreachable', `Unable to connect to the server: ${text}`, remedy);
  const address = fault.address ? `${fault.address}:${fault.port ?? ''}` : host;
  if (fault instanceof OutOfTime) return unable(fault.message, SLOW);
  switch (code) {
    case 'ECONNREFUSED':
      return problem(
        'unreachable',
        `The connection to the server ${host} was refused - did you specify the right host or port?`,
        REACH,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return unable(
        `dial tcp: lookup ${fault.hostname ?? hostname}: ${code === 'ENOTFOUND' ? 'no such host' : 'server misbehaving'}`,
        REACH,
      );
    case 'ETIMEDOUT':
      return unable(`dial tcp ${address}: i/o timeout`, REACH);
    case 'EHOSTUNREACH':
      return unable(`dial tcp ${address}: connect: no route to host`, REACH);
    case 'ENETUNREACH':
      return unable(`dial tcp ${address}: connect: network is unreachable`, REACH);
    case 'ECONNRESET':
    case 'EPIPE':
      return unable('EOF: the connection was closed before an answer came', REACH);
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return unable(
        'tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
        'Check this machine’s clock; if it is right, the server’s certificate must be renewed.',
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return unable(
        `tls: failed to verify certificate: x509: certificate is not valid for ${fault.host ?? hostname} (${fault.reason ?? ''})`,
        'Use a name that the certificate has, or give that name with --tls-server-name.',
      );
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'CERT_SIGNATURE_FAILURE':
    case 'CERT_UNTRUSTED':
      return unable('tls: failed to verify certificate: x509: certificate signed by unknown authority', TRUST);
    default:
      return other(fault, code, unable);
  }
}

function other(fault: Fault, code: string, unable: (text: string, remedy: string) => Problem): Problem {
  // OpenSSL's reason (`wrong version number`, `tlsv13 alert certificate required`) stands alone in `reason`
  const said = (fault.reason ?? fault.message ?? '').split('\n')[0] || code || 'the connection failed';
  if (/wrong version number|packet length too long|http request/i.test(said))
    return unable(
      'http: server gave HTTP response to HTTPS client',
      'Write the server’s address with http:// if it has no TLS.',
    );
  if (/\balert\b/i.test(said))
    return unable(`remote error: tls: ${said}`, 'The server does not take this client certificate: log in again.');
  if (/^ERR_OSSL|^ERR_TLS|PEM|key values mismatch/i.test(`${code} ${said}`))
    return unable(
      `tls: the certificate authority, client certificate or key cannot be used: ${said}`,
      'Check the certificates and keys that the kubeconfig or the flags name.',
    );
  return unable(said, REACH);
}
