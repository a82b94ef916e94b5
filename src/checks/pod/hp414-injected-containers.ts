import {podTemplate} from '../../facts/host-process-template.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP414',
  id: 'injected-containers',
  about: 'pod',
  severity: 'error',
  title: 'All containers of the pod are HostProcess containers',
  why: 'HostProcess and ordinary containers cannot share a pod; a webhook that adds a sidecar turns a correct manifest into a mixed pod.',
  remedy: 'Switch the injection off for this workload (a label or annotation of the mesh or agent that injects).',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#limitations'],
  needs: {template: podTemplate},
  judge: ({template}) => {
    const ordinary = template.containers.filter(each => !each.hostProcess && each.list !== 'ephemeralContainers');
    return ordinary.length === 0
      ? pass
      : fail(`ordinary containers in it: ${ordinary.map(each => each.name).join(', ')}`);
  },
});
