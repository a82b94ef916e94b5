import type {Identity} from '../../src/facts/node/kinds/identity.ts';
import {type Account, ADMINISTRATORS_SID, AUTHENTICATED_USERS_SID, SERVICE_SID} from '../../src/windows/accounts.ts';
import {mountPoint} from '../../src/windows/paths.ts';
import type {MountModel} from '../../src/windows/versions.ts';
import {hostNameOf, type PretendNode} from './scenario.ts';

const EVERYONE_SID = 'S-1-1-0';
const USERS_SID = 'S-1-5-32-545';
/** SIDs of the accounts that every Windows container image has (https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-security). */
const CONTAINER_ADMINISTRATOR_SID = 'S-1-5-93-2-1';
const CONTAINER_USER_SID = 'S-1-5-93-2-2';

/** How each system account is called in its token's name, which is not how a pod asks for it. */
const TOKEN_NAMES = {SYSTEM: 'SYSTEM', LocalService: 'LOCAL SERVICE', NetworkService: 'NETWORK SERVICE'} as const;

const process = (host: string, build: string) => ({
  host,
  powershell: `5.1.${build.split('.').slice(2).join('.')}`,
  languageMode: 'FullLanguage',
  is64Bit: true,
});

/** Who a HostProcess container's process is once its logon has succeeded; a group's member is a new local user named after the container. */
export function hostProcessIdentity(
  node: PretendNode,
  account: Exclude<Account, {is: 'unsupported'}>,
  model: MountModel,
  containerId: string,
): Identity {
  const common = {...process(hostNameOf(node), node.build), mountPoint: mountPoint(model, containerId)};
  if (account.is === 'system') {
    const groups = account.admin
      ? [ADMINISTRATORS_SID, EVERYONE_SID, AUTHENTICATED_USERS_SID]
      : [EVERYONE_SID, USERS_SID, SERVICE_SID, AUTHENTICATED_USERS_SID];
    const name = `NT AUTHORITY\\${TOKEN_NAMES[account.name]}`;
    return {account: name, sid: account.sid, groups, admin: account.admin, ...common};
  }
  const admin = account.name.toLowerCase() === 'administrators';
  return {
    account: `${hostNameOf(node).toUpperCase().slice(0, 15)}\\${containerId.slice(0, 20)}`,
    sid: 'S-1-5-21-3623811015-3361044348-30300820-1013',
    groups: [EVERYONE_SID, USERS_SID, ...(admin ? [ADMINISTRATORS_SID] : []), AUTHENTICATED_USERS_SID],
    admin,
    ...common,
  };
}

/** Who the process of an ordinary Windows container is: one of the image's own two users, on a host name of its own. */
export function ordinaryIdentity(node: PretendNode, runAsUserName: string | null, podName: string): Identity {
  const admin = (runAsUserName ?? 'ContainerAdministrator').toLowerCase() !== 'containeruser';
  return {
    account: `User Manager\\${admin ? 'ContainerAdministrator' : 'ContainerUser'}`,
    sid: admin ? CONTAINER_ADMINISTRATOR_SID : CONTAINER_USER_SID,
    groups: [EVERYONE_SID, USERS_SID, AUTHENTICATED_USERS_SID, ...(admin ? [ADMINISTRATORS_SID] : [])],
    admin,
    mountPoint: null,
    ...process(podName.slice(0, 63), node.build),
  };
}
