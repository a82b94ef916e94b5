import type {FailureFacts} from '../kernel/failures.ts';

/** Whether the container ended with one of these codes, given unsigned: the API shows Windows’ 32 bits signed or unsigned, as the runtime read them. */
export const exitedWith = ({exitCode}: FailureFacts, ...codes: readonly number[]): boolean =>
  exitCode !== undefined && codes.includes(exitCode >>> 0);
