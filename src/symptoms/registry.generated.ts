// Written by npm run generate from src/symptoms/. Do not edit.
import type {Symptom} from '../kernel/failures.ts';
import hp754 from './hp754-empty-log.ts';
import hp763 from './hp763-processor-cap.ts';
import hp764 from './hp764-missing-metrics.ts';
import hp765 from './hp765-abrupt-stop.ts';
import hp766 from './hp766-left-behind.ts';
import hp767 from './hp767-container-accounts.ts';
import hp778 from './hp778-kubelet-advisories.ts';
import hp779 from './hp779-containerd-upgrade.ts';
import hp784 from './hp784-files-not-on-node.ts';

/** Every symptom, by code. */
export const SYMPTOMS: readonly Symptom[] = [hp754, hp763, hp764, hp765, hp766, hp767, hp778, hp779, hp784];
