import {podTemplate} from '../../facts/host-process-template.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP761',
  id: 'gmsa',
  about: 'pod',
  severity: 'warning',
  title: 'No HostProcess container counts on a gMSA',
  why: 'HostProcess containers ignore gmsaCredentialSpec and gmsaCredentialSpecName without a word: on the network the process is the node’s computer account (nltest and klist show it), or nobody as LocalService.',
  remedy:
    'Run what needs the gMSA as an ordinary container, or remove the fields and grant access to the node’s computer account.',
  links: [
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-windows/1981-windows-privileged-container-support',
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  ],
  askedAs: [
    'gmsa hostprocess',
    'gmsa ignored',
    'gmsa no effect',
    'klist computer account',
    'nltest computer account',
    'klist shows node',
    'nltest shows node',
  ],
  needs: {template: podTemplate},
  judge: ({template}) => {
    const asking = template.containers.filter(
      each => each.hostProcess && (each.gmsaCredentialSpecName !== null || each.gmsaCredentialSpec !== null),
    );
    if (asking.length === 0) return pass;
    const names = [...new Set(asking.flatMap(each => each.gmsaCredentialSpecName ?? []))].join(', ');
    return fail(
      `${asking.map(each => each.name).join(', ')} asks for the gMSA ${names || 'of an inline credential spec'}, which is ignored`,
    );
  },
});
