import {defineFailure} from '../kernel/failures.ts';

/** A DaemonSet’s pods have restartPolicy Always; the pattern of CNI installers (kubernetes-sigs/sig-windows-tools) is an init container. */
export default defineFailure({
  code: 'HP782',
  id: 'finished-again',
  seenIn: ['container-state'],
  pattern: /^Completed(?:$|: )/,
  when: ({exitCode}) => exitCode === 0,
  title: 'A container that is done is started again and again',
  means: () =>
    'The program ended with 0, which is success, and the pod’s restartPolicy is Always (a DaemonSet allows no other): the kubelet starts it again, after longer and longer pauses, and its work is done each time anew.',
  remedy: () =>
    'Put the task into an init container and a container that only sleeps after it, or run it as a Job; a program that should go on running must not return.',
  links: [
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
    'https://github.com/kubernetes-sigs/sig-windows-tools',
  ],
  certainty: 'sourced',
  askedAs: [
    'crashloopbackoff exit 0',
    'crashloopbackoff exit code 0',
    'crashloopbackoff completed',
    'completed restarts',
    'daemonset runs once',
  ],
  samples: [{seenIn: 'container-state', text: 'Completed', facts: {exitCode: 0}}],
  notThis: [
    {seenIn: 'container-state', text: 'Completed'},
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: 1}},
    {seenIn: 'container-log', text: 'Completed', facts: {exitCode: 0}},
  ],
});
