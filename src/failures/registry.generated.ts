// Written by npm run generate from src/failures/. Do not edit.
import type {Failure} from '../kernel/failures.ts';

/** Every known failure, by code. */
export const FAILURES: readonly Failure[] = [];
