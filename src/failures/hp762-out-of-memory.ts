import {defineFailure} from '../kernel/failures.ts';
import {exitedWith} from './exit-status.ts';

/** The job’s memory limit counts commit and refuses allocations; there is no OOM killer (hcsshim oci.go). 0xC0000017 STATUS_NO_MEMORY. */
export default defineFailure({
  code: 'HP762',
  id: 'out-of-memory',
  seenIn: ['container-state', 'container-log', 'event'],
  pattern:
    /^Error(?:$|: )|(?<found>(?<![\w-])(?:0xc0000017|-1073741801|3221225495)(?!\w)|System\.OutOfMemoryException)/i,
  when: (facts, {found}) => found !== undefined || exitedWith(facts, 0xc0000017),
  title: 'The program got no memory',
  means: () =>
    'An allocation was refused. Windows never reports OOMKilled: the memory limit counts what all processes of the container have committed, and above it every allocation fails; a node without free commit does the same to everybody.',
  remedy: () =>
    'Raise resources.limits.memory, look at committed bytes rather than the working set, and at the node’s page file when other pods suffer too.',
  links: [
    'https://kubernetes.io/docs/concepts/configuration/windows-resource-management/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  ],
  certainty: 'sourced',
  samples: [
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: -1073741801}},
    {seenIn: 'container-log', text: "Exception of type 'System.OutOfMemoryException' was thrown."},
    {seenIn: 'container-log', text: 'exit status 0xc0000017'},
  ],
  notThis: [
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: 137}},
    {seenIn: 'container-state', text: 'OOMKilled', facts: {exitCode: 137}},
  ],
});
