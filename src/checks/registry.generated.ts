// Written by npm run generate from src/checks/. Do not edit.
import type {AnyCheck} from '../kernel/checks.ts';
import hp401 from './cluster/hp401-windows-nodes.ts';
import hp405 from './cluster/hp405-node-reach.ts';
import hp406 from './cluster/hp406-pod-admission.ts';
import hp407 from './cluster/hp407-pod-creation.ts';
import hp409 from './pod/hp409-pod-start.ts';
import hp411 from './cluster/hp411-rights.ts';
import hp501 from './pod/hp501-identity.ts';
import hp502 from './pod/hp502-admin.ts';
import hp713 from './cluster/hp713-desired-pods.ts';
import hp715 from './pod/hp715-node-os.ts';
import hp748 from './pod/hp748-host-process.ts';

/** Every check, by code. */
export const CHECKS: readonly AnyCheck[] = [hp401, hp405, hp406, hp407, hp409, hp411, hp501, hp502, hp713, hp715, hp748];
