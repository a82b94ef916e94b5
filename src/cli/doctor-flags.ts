import * as Flags from '@oclif/core/flags';
import {output} from './flags.ts';

/** The flags of `doctor`. */
export const DOCTOR_FLAGS = {
  output: output(['text', 'wide', 'json', 'yaml', 'junit', 'html', 'markdown']),
  'fail-on': Flags.option({
    options: ['error', 'warning', 'info'] as const,
    default: 'error' as const,
    summary: 'Exit with 1 for findings of this severity and above.',
  })(),
};
