import type {ProofRow} from '../kernel/telling.ts';
import {table} from './table.ts';

/**
 * One line a container: what was asked for, what the process says it is, and whether the two agree. Containers are named where a pod
 * has several.
 */
export function proofTable(rows: readonly ProofRow[]): string {
  const several = new Set(rows.map(podKey)).size < rows.length;
  return table(
    ['node', 'pod', ...(several ? ['container'] : []), 'asked', 'runs as', 'admin', 'verdict'],
    rows.map(row => cells(row, several)),
  );
}

const podKey = ({namespace, pod}: ProofRow): string => `${namespace}/${pod}`;

const cells = ({node, pod, container, asked, real, verdict}: ProofRow, several: boolean): readonly string[] => [
  node ?? '<none>',
  pod,
  ...(several ? [container ?? '?'] : []),
  asked === null ? '?' : asked.hostProcess ? (asked.account ?? 'no account') : 'an ordinary container',
  real?.account ?? '?',
  real === null ? '?' : real.admin ? 'True' : 'False',
  verdict,
];
