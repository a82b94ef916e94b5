import {execFile} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {ownAddress} from './own-address.ts';

const run = promisify(execFile);
const EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Paths of a certificate and its private key, PEM. */
export type CertificateFiles = {cert: string; key: string};

/** A certificate authority that lives in one folder, good for two days. */
export type Authority = {
  /** Path of the CA's certificate. */
  ca: string;
  /** A certificate for a user (`CN`) in groups (`O`), that also serves 127.0.0.1, localhost and this machine's own address. */
  issue(commonName: string, groups?: readonly string[]): Promise<CertificateFiles>;
};

/**
 * Makes a CA in `folder` with the `openssl` on PATH: node:crypto reads certificates but cannot sign them.
 * Throws when there is no openssl; whoever starts a control plane needs it.
 */
export async function createAuthority(folder: string): Promise<Authority> {
  const ca = join(folder, 'ca.crt');
  const caKey = join(folder, 'ca.key');
  await openssl(['req', '-x509', ...EC_KEY, '-keyout', caKey, '-out', ca, '-days', '2', '-subj', '/CN=test-ca']);
  return {
    ca,
    async issue(commonName, groups = []) {
      const base = join(folder, randomUUID());
      const files = {cert: `${base}.crt`, key: `${base}.key`};
      const names = ['127.0.0.1', ownAddress() ?? '127.0.0.1'].map(address => `IP:${address}`);
      names.push('DNS:localhost', 'DNS:kubernetes.default.svc');
      await writeFile(`${base}.ext`, `subjectAltName=${names}\nextendedKeyUsage=serverAuth,clientAuth\n`);
      const subject = [...groups.map(group => `/O=${escapeName(group)}`), `/CN=${escapeName(commonName)}`].join('');
      await openssl(['req', ...EC_KEY, '-keyout', files.key, '-out', `${base}.csr`, '-subj', subject, '-utf8']);
      const signing = ['-CA', ca, '-CAkey', caKey, '-set_serial', `0x${randomUUID().replaceAll('-', '')}`];
      const lifetime = ['-days', '2', '-extfile', `${base}.ext`];
      await openssl(['x509', '-req', '-in', `${base}.csr`, ...signing, ...lifetime, '-out', files.cert]);
      return files;
    },
  };
}

/** A key pair for signing service account tokens: path of the private key. */
export async function createSigningKey(folder: string): Promise<string> {
  const key = join(folder, 'service-account.key');
  await openssl(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key]);
  return key;
}

/** openssl's -subj separates by `/`, `+` and `=`; a backslash makes them ordinary. */
const escapeName = (name: string): string => name.replace(/[\\/+=]/g, '\\$&');

async function openssl(args: readonly string[]): Promise<void> {
  try {
    await run('openssl', args);
  } catch (error) {
    const {code, stderr} = error as {code?: unknown; stderr?: string};
    throw new Error(
      code === 'ENOENT'
        ? 'the test control plane needs openssl for its certificates, and there is none on PATH: install openssl'
        : `openssl ${args[0]} failed: ${stderr ?? String(error)}`,
    );
  }
}
