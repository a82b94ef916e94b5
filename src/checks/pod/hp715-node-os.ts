import {podNodeOs} from '../../facts/pod/placed.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP715',
  id: 'node-os',
  about: 'pod',
  severity: 'error',
  title: 'The pod is on a Windows node',
  why: 'hostProcess is not a scheduling hint: without a node selector the scheduler may choose a Linux node, where the pod cannot start.',
  remedy: 'Add nodeSelector kubernetes.io/os: windows and spec.os.name: windows.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  askedAs: ['pod on linux node', 'scheduled on linux'],
  needs: {placed: podNodeOs},
  judge: ({placed}) =>
    placed.os === 'windows' ? pass : fail(`it was placed on ${placed.node}, a ${placed.os ?? 'not Windows'} node`),
});
