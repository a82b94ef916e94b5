import {defineFailure} from '../kernel/failures.ts';
import {exitedWith} from './exit-status.ts';

/** 0xC000013A STATUS_CONTROL_C_EXIT. */
export default defineFailure({
  code: 'HP820',
  id: 'stopped-from-outside',
  seenIn: ['container-state', 'container-log', 'event'],
  pattern: /^Error(?:$|: )|(?<found>(?<![\w-])(?:0xc000013a|-1073741510|3221225786)(?!\w))/i,
  when: (facts, {found}) => found !== undefined || exitedWith(facts, 0xc000013a),
  title: 'The container was stopped from outside',
  means: () =>
    'Exit code 0xC000013A is what Windows gives a program that was told to end, as Ctrl-C does: the kubelet stopped the container. It is most likely no crash.',
  remedy: () =>
    'See who stopped it: a failed liveness probe, a deleted or evicted pod, or a rollout (kubectl describe pod, kubectl get events).',
  links: ['https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55'],
  certainty: 'inferred',
  samples: [
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: -1073741510}},
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: 3221225786}},
    {seenIn: 'container-log', text: 'process ended: exit status 0xc000013a'},
  ],
  notThis: [
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: 1}},
    {seenIn: 'container-log', text: 'exit status 0xc000013b'},
  ],
});
