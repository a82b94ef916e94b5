// Written by npm run generate from src/failures/. Do not edit.
import type {Failure} from '../kernel/failures.ts';
import hp701 from './hp701-host-network.ts';
import hp702 from './hp702-ordinary-containers.ts';
import hp703 from './hp703-host-process-levels.ts';
import hp704 from './hp704-allow-privileged.ts';
import hp705 from './hp705-windows-pod-fields.ts';
import hp706 from './hp706-linux-pod-options.ts';
import hp707 from './hp707-user-name-syntax.ts';
import hp708 from './hp708-yaml-escape.ts';
import hp710 from './hp710-pod-security.ts';
import hp711 from './hp711-pod-security-warning.ts';
import hp712 from './hp712-admission-policy.ts';
import hp714 from './hp714-os-taint.ts';
import hp716 from './hp716-pod-os-admission.ts';
import hp717 from './hp717-host-port-taken.ts';
import hp718 from './hp718-image-platform.ts';
import hp721 from './hp721-sandbox-image.ts';
import hp724 from './hp724-image-pull.ts';
import hp725 from './hp725-logon-denied.ts';
import hp726 from './hp726-logon-failure.ts';
import hp727 from './hp727-logon-type.ts';
import hp728 from './hp728-local-account.ts';
import hp729 from './hp729-user-string.ts';
import hp730 from './hp730-group-support.ts';
import hp731 from './hp731-executable.ts';
import hp732 from './hp732-command-not-found.ts';
import hp740 from './hp740-named-pipe-mount.ts';
import hp743 from './hp743-mount-on-drive.ts';
import hp745 from './hp745-sandbox-disagrees.ts';
import hp746 from './hp746-sandbox-kind.ts';
import hp747 from './hp747-non-root.ts';
import hp755 from './hp755-admin-check.ts';
import hp772 from './hp772-network-plugin.ts';
import hp801 from './hp801-node-not-ready.ts';
import hp802 from './hp802-constrained-language.ts';

/** Every known failure, by code. */
export const FAILURES: readonly Failure[] = [hp701, hp702, hp703, hp704, hp705, hp706, hp707, hp708, hp710, hp711, hp712, hp714, hp716, hp717, hp718, hp721, hp724, hp725, hp726, hp727, hp728, hp729, hp730, hp731, hp732, hp740, hp743, hp745, hp746, hp747, hp755, hp772, hp801, hp802];
