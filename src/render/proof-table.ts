import type {ProofRow} from '../kernel/telling.ts';
import {table} from './table.ts';

/** One line a pod: what was asked for, what the process says it is, and whether the two agree. */
export const proofTable = (rows: readonly ProofRow[]): string =>
  table(['node', 'pod', 'asked', 'runs as', 'admin', 'verdict'], rows.map(cells));

const cells = ({node, pod, asked, real, verdict}: ProofRow): readonly string[] => [
  node ?? '<none>',
  pod,
  asked === null ? '?' : asked.hostProcess ? (asked.account ?? 'no account') : 'an ordinary container',
  real?.account ?? '?',
  real === null ? '?' : real.admin ? 'True' : 'False',
  verdict,
];
