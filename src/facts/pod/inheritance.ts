import {derived, known, missing, none, optional} from '../../kernel/facts.ts';
import {distribution} from '../cluster/distribution.ts';
import {podTemplate} from '../host-process-template.ts';
import {podNode} from './placed.ts';

/**
 * A placed pod whose annotation hostprocess-inherit-user is lost on the way: its node is one of AKS, whose containerd passes on only
 * annotations about dumps (Azure/AgentBaker staging/cse/windows/containerdfunc.ps1). `named`: every HostProcess container has a
 * runAsUserName anyway.
 */
export const lostInheritance = derived({
  id: 'lost-inheritance',
  about: 'pod',
  needs: {template: podTemplate, placed: podNode, distribution: optional(distribution)},
  derive: ({template, distribution}) => {
    if (!template.inheritsUser) return none('it has no annotation microsoft.com/hostprocess-inherit-user');
    if (distribution === undefined) return missing('whose distribution its node is was not learned');
    if (distribution !== 'aks') return none('whether its node’s containerd passes the annotation on is not known');
    const named = template.containers.every(each => !each.hostProcess || each.runAsUserName !== null);
    return known({named});
  },
});
