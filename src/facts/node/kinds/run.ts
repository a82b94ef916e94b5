import {flag, type NodeAsk, number, record, text} from '../node-ask.ts';

/** What a tool printed: decoded strictly as UTF-8, else with the OEM code page. `cut` when there was more than fits into a line. */
export type Run = {exitCode: number; stdout: string; stderr: string; cut: boolean};

/** Identifier of a pod sandbox or container. */
export type ContainerId = string;

/**
 * Every program that may be started, with every form its arguments may have; the script holds the same list. Only what is
 * nowhere else to be learned, and only listings (not `crictl info`, which prints registry credentials). `crictl` gets its endpoint and a time limit from the script.
 */
export type RunForm =
  | {
      program: 'crictl';
      args: readonly ['version'] | readonly ['images'] | readonly ['pods'] | readonly ['inspectp', ContainerId];
    }
  | {
      program: 'netsh';
      args: readonly ['int', 'ipv4', 'show', 'dynamicportrange' | 'excludedportrange', 'tcp' | 'udp'];
    }
  | {program: 'netsh'; args: readonly ['int', 'ipv4', 'show', 'tcpconnections']}
  | {program: 'netsh'; args: readonly ['winhttp', 'show', 'proxy']}
  | {program: 'w32tm'; args: readonly ['/query', '/status'] | readonly ['/query', '/source']}
  | {program: 'fltmc'; args: readonly ['filters']}
  | {program: 'hcsdiag'; args: readonly ['list']};

/** What only the deep collector starts: nltest looks like reconnaissance to security products. `/sc_query:` takes a domain. */
export type DeepRunForm = {
  program: 'nltest';
  args: readonly [`/sc_query:${string}`] | readonly ['/parentdomain'] | readonly ['/query'];
};

/**
 * Asks what a tool prints. `keep`: only lines that hold one of these texts come back, letter by letter; the output of crictl and
 * of netsh's connections is longer than a line may be. A tool that is not on the node is `unsupported`, hence unknown.
 */
export const run = (form: RunForm | DeepRunForm, options: {keep?: readonly string[]} = {}): NodeAsk<Run> => ({
  ask: {
    kind: 'run',
    program: form.program,
    args: [...form.args],
    ...(options.keep === undefined ? {} : {keep: [...options.keep]}),
  },
  read: record<Run>({exitCode: number, stdout: text, stderr: text, cut: flag}),
});
