// Written by npm run generate from src/rules/. Do not edit.
import type {AnyCheck} from '../kernel/checks.ts';
import hp101 from './hostprocess/hp101-host-network.ts';
import hp102 from './hostprocess/hp102-ordinary-containers.ts';
import hp103 from './hostprocess/hp103-host-process-levels.ts';
import hp104 from './hostprocess/hp104-run-as-user-name.ts';
import hp105 from './hostprocess/hp105-user-name-syntax.ts';
import hp106 from './hostprocess/hp106-account.ts';
import hp107 from './hostprocess/hp107-account-domain.ts';
import hp109 from './hostprocess/hp109-run-as-non-root.ts';
import hp111 from './hostprocess/hp111-pod-os.ts';
import hp113 from './hostprocess/hp113-pipes-and-sockets.ts';
import hp129 from './hostprocess/hp129-host-port.ts';
import hp146 from './hostprocess/hp146-grace-period.ts';

/** Every rule, by code. */
export const RULES: readonly AnyCheck[] = [hp101, hp102, hp103, hp104, hp105, hp106, hp107, hp109, hp111, hp113, hp129, hp146];
