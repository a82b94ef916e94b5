import type {NodeRow} from '../kernel/telling.ts';
import {table} from './table.ts';

/** The Windows nodes of a visit as a table, in the order given (the worst last); `wide` adds Windows' name, who runs the node, and whether it is ready. */
export function nodeTable(rows: readonly NodeRow[], wide = false): string {
  return rows.length === 0
    ? ''
    : table(
        nodeHeaders(wide),
        rows.map(row => nodeCells(row, wide)),
      );
}

export const nodeHeaders = (wide: boolean): readonly string[] => [
  'node',
  'pool',
  'build',
  'kubelet',
  'containerd',
  ...(wide ? ['windows', 'distribution', 'ready'] : []),
  'state',
];

/** The cells of a row; what the node does not say is `<none>`, as kubectl writes it. */
export const nodeCells = (row: NodeRow, wide: boolean): readonly string[] => [
  row.name,
  row.pool ?? '<none>',
  row.build ?? '<none>',
  row.kubelet ?? '<none>',
  row.containerd ?? '<none>',
  ...(wide ? [row.windows ?? '<unknown>', row.distribution, row.ready ? 'yes' : 'no'] : []),
  stateText(row),
];

/**
 * What was found: `1 error, 2 warnings, 1 unknown`. Where that is nothing: `ok` for a node that was asked itself, for every other what
 * the API says, in kubectl's word. A node that takes no new pods says so.
 */
export function stateText({ready, asked, errors, warnings, unknown, cordoned}: NodeRow): string {
  const count = (number: number, noun: string): string[] =>
    number === 0 ? [] : [`${number} ${noun}${number === 1 || noun === 'unknown' ? '' : 's'}`];
  const found = [...count(errors, 'error'), ...count(warnings, 'warning'), ...count(unknown, 'unknown')];
  const fine = asked ? 'ok' : ready ? 'Ready' : 'NotReady';
  return [...(found.length === 0 ? [fine] : found), ...(cordoned ? ['cordoned'] : [])].join(', ');
}
