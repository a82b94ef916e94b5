import * as Flags from '@oclif/core/flags';
import type {Selecting} from '../app/selection.ts';

/** The flags that choose pods, as `logs` and `verify` have them. */
export const SELECTION_FLAGS = {
  selector: Flags.string({char: 'l', summary: 'Pods that have these labels.', helpValue: 'SELECTOR'}),
  'all-namespaces': Flags.boolean({char: 'A', summary: 'In all namespaces.'}),
  node: Flags.string({
    summary: 'Only pods on this node; may be repeated.',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME',
  }),
};

/** What was asked for, with the namespace to look in. */
export const selectingOf = (
  name: string | undefined,
  flags: {selector?: string | undefined; 'all-namespaces'?: boolean; node?: string[] | undefined},
  namespace: string,
): Selecting => ({
  name: name ?? null,
  selector: flags.selector ?? null,
  namespace: flags['all-namespaces'] ? null : namespace,
  nodes: (flags.node ?? []).map(node => node.replace(/^nodes?\//, '')),
});
