import {derived, known, type Learned, missing, none} from '../../kernel/facts.ts';
import {BUILTIN_GROUPS, readAccount} from '../../windows/accounts.ts';
import {podTemplate} from '../host-process-template.ts';
import {nodeFact} from '../node/derived/node-fact.ts';
import {groups} from '../node/kinds/groups.ts';
import {podNodeOs} from './placed.ts';

/** A local group that containers of a pod run as. */
type AccountGroup = {name: string; containers: string[]};

/** One that the pod's node does not have. `renamed`: how Windows calls the group there that bears this name in English, or null. */
export type MissingGroup = AccountGroup & {renamed: string | null};

/** The groups that a placed HostProcess pod's containers run as; none when all have another account. */
const accountGroups = derived({
  id: 'account-groups',
  about: 'pod',
  needs: {template: podTemplate, placed: podNodeOs},
  derive: ({template, placed}): Learned<AccountGroup[]> => {
    if (placed.os !== 'windows') return none('the pod is not on a Windows node (HP715)');
    if (template.inheritsUser) return none('its containers run as containerd’s own account');
    const asked = template.containers.flatMap(({hostProcess, name, runAsUserName}) => {
      const account = hostProcess && runAsUserName !== null ? readAccount(runAsUserName) : null;
      return account?.is === 'group' ? [{container: name, group: account.name}] : [];
    });
    const found = [...Map.groupBy(asked, each => each.group)].map(([name, each]) => ({
      name,
      containers: each.map(({container}) => container),
    }));
    return found.length > 0 ? known(found) : none('no container of the pod runs as a local group');
  },
});

/** Those of them that its node does not have; Windows compares names in any case. */
export const missingGroups = derived({
  id: 'missing-groups',
  about: 'pod',
  needs: {wanted: accountGroups, local: nodeFact(groups())},
  derive: ({wanted, local}): Learned<MissingGroup[]> => {
    const names = local.groups.map(group => group.name.toLowerCase());
    const absent = wanted.filter(({name}) => !names.includes(name.toLowerCase()));
    if (absent.length > 0 && local.more) return missing('the node has more local groups than fit into an answer');
    return known(
      absent.map(group => ({
        ...group,
        renamed: local.groups.find(({sid}) => sid === builtinSid(group.name))?.name ?? null,
      })),
    );
  },
});

const builtinSid = (name: string): string | undefined =>
  Object.entries(BUILTIN_GROUPS).find(([english]) => english.toLowerCase() === name.toLowerCase())?.[1];
