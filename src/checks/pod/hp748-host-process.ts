import {ordinarySigns} from '../../facts/pod/ordinary.ts';
import {judgedProcesses} from '../../facts/pod/processes.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

const judgement = judgedProcesses('host-process-judgement', container => {
  const signs = ordinarySigns(container);
  return signs.length === 0 ? pass : fail(`it was never a HostProcess container: ${signs.join('; ')}`);
});

export default defineCheck({
  code: 'HP748',
  id: 'host-process',
  about: 'pod',
  severity: 'error',
  title: 'The container is a HostProcess container',
  why: 'An old runtime, or a kubelet that misses a container-level hostProcess, silently starts an ordinary container: it has its own host name and no rights on the node.',
  remedy:
    'Set hostProcess: true at pod level, and use containerd 1.6 or later (1.7 recommended); crictl inspectp shows microsoft.com/hostprocess-container.',
  links: [
    'https://github.com/kubernetes/kubernetes/issues/110140',
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  ],
  askedAs: ['whoami ContainerUser', 'whoami ContainerAdministrator', 'not a hostprocess container'],
  needs: {judgement},
  judge: ({judgement}) => judgement,
});
