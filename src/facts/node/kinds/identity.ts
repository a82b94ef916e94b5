import {PROOF, PROOF_ONE_LINE} from '../collector.generated.ts';
import {flag, listOf, type NodeAsk, orNull, type Reader, record, sid, text} from '../node-ask.ts';
import {answerLine, beginLine, endLine, humanLine} from '../protocol.ts';

/** The ask behind identity.ps1: who the process is that answers. It takes no arguments. */
export const IDENTITY_ASK = {kind: 'identity'} as const;

/** Who a process is, as Windows itself says. SIDs decide; names follow the language of Windows (`NT-AUTORITÄT\SYSTEM`). */
export type Identity = {
  account: string;
  sid: string;
  /** Enabled groups of the token; the integrity label and deny-only groups are not among them (.NET Framework, windowsidentity.cs). */
  groups: string[];
  /** WindowsPrincipal.IsInRole(S-1-5-32-544): member of Administrators, and not merely for denials. */
  admin: boolean;
  host: string;
  /** CONTAINER_SANDBOX_MOUNT_POINT as hcsshim sets it in every HostProcess container; null means that this is none. */
  mountPoint: string | null;
  /** Version of PowerShell, `5.1.20348.2849`. */
  powershell: string;
  languageMode: string;
  is64Bit: boolean;
};

const filled: Reader<string> = json => text(json) || undefined;

/** The answer's value as an identity without what else it holds, or undefined when anything is missing or of another type. */
export const readIdentity: Reader<Identity> = record<Identity>({
  account: filled,
  sid,
  groups: listOf(sid),
  admin: flag,
  host: filled,
  mountPoint: orNull(filled),
  powershell: filled,
  languageMode: filled,
  is64Bit: flag,
});

/** Asks a node who the collector's own process is. */
export const identity = (): NodeAsk<Identity> => ({ask: IDENTITY_ASK, read: readIdentity});

/**
 * What proof.ps1 prints for an identity, line for line and without line ends. `ms` is the duration it would have measured;
 * `oneLine` gives the lines of proof-line.ps1, which measures nothing and has a hash of its own.
 */
export function identityLines(identity: Identity, options: {ms?: number; oneLine?: boolean} = {}): string[] {
  const {account, sid, groups, admin, host, mountPoint, powershell, languageMode, is64Bit} = identity;
  const value = {account, sid, groups, admin, host, mountPoint, powershell, languageMode, is64Bit};
  const {version, sha256} = options.oneLine ? PROOF_ONE_LINE : PROOF;
  return [
    humanLine(admin ? 'True' : 'False'),
    beginLine({begin: 'proof', version, sha256, languageMode, utc: null}),
    answerLine({ask: IDENTITY_ASK, ms: options.oneLine ? null : (options.ms ?? 4), value}),
    endLine(1),
  ];
}

/** What proof.ps1 prints when the question about the identity failed; `code` is the HResult, `text` Windows' own words. */
export function identityErrorLines(
  error: {kind: 'denied' | 'unsupported' | 'failed'; code: number; text: string},
  options: {ms?: number} = {},
): string[] {
  const {kind, code, text} = error;
  return [
    humanLine(`unknown (${kind}, code ${code})`),
    beginLine({begin: 'proof', version: PROOF.version, sha256: PROOF.sha256, languageMode: 'FullLanguage', utc: null}),
    answerLine({ask: IDENTITY_ASK, ms: options.ms ?? 4, error: {kind, code, text}}),
    endLine(1),
  ];
}
