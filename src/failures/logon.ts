import type {FailureFacts} from '../kernel/failures.ts';
import {readAccount} from '../windows/accounts.ts';
import {atLeast, parseVersion} from '../windows/versions.ts';

/**
 * Whether the container asked for a local group on a containerd that knows none: before 1.7 hcsshim took every name for a user
 * (internal/jobcontainers/logon.go has groupExists since 0.10.0). False when the account or the version is not known.
 */
export function isGroupOn16({account, containerd}: FailureFacts): boolean {
  const version = containerd === undefined ? null : parseVersion(containerd);
  if (account === undefined || version === null) return false;
  return readAccount(account).is === 'group' && !atLeast(version, '1.7.0');
}
