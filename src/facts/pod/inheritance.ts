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
    const named = template.containers.every(each => !each.hostProcess || each.runAsUserName !== null);
    if (distribution === 'aks') return known({named});
    return named
      ? none('each of its HostProcess containers has a runAsUserName, so none needs the annotation')
      : missing('whether the containerd of its node passes microsoft.com/hostprocess-inherit-user on cannot be asked');
  },
});
