import {PROOF_ONE_LINE} from './collector.generated.ts';

/**
 * Windows PowerShell of the host, spelled so that nothing has to be searched for and no detection rule on shortened options
 * applies; the text to run follows. It must hold no double quote, newline or percent sign: hcsshim puts `cmd /c ` in front
 * (internal/jobcontainers, bind model), and cmd.exe does not know `\"`.
 */
export const POWERSHELL = [
  'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  '-NoLogo',
  '-NoProfile',
  '-NonInteractive',
  '-Command',
] as const;

/** The environment variable that holds the proof's text. */
export const PROOF_VARIABLE = 'HOSTPROCESS_PROOF';
/** The environment variable that holds what runs after the proof, as PowerShell text. */
export const SCRIPT_VARIABLE = 'HOSTPROCESS_SCRIPT';

/** The PowerShell statement that runs the text in an environment variable, in the scope it stands in. */
export const runVariable = (variable: string): string => `. ([scriptblock]::Create($env:${variable}))`;

/** The container's command that proves first; `then` is a PowerShell statement that follows, null for none. */
export const proofCommand = (then: string | null): readonly string[] => [
  ...POWERSHELL,
  then === null ? runVariable(PROOF_VARIABLE) : `${runVariable(PROOF_VARIABLE)}; ${then}`,
];

/** The command for exec that proves in a pod which does not carry our text; close its standard input. */
export const proofOneLineCommand = (): readonly string[] => [...POWERSHELL, PROOF_ONE_LINE.text];

/**
 * A program and its arguments as a PowerShell statement. Quotes are doubled, the typographic ones too: PowerShell ends a string
 * at any of them (about_Quoting_Rules).
 */
export const commandAsScript = (argv: readonly string[]): string =>
  `& ${argv.map(argument => `'${argument.replace(/['\u2018-\u201b]/g, '$&$&')}'`).join(' ')}`;
