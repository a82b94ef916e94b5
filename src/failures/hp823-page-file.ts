import {defineFailure} from '../kernel/failures.ts';

/** Windows counts what is committed, not what is used: https://kubernetes.io/docs/concepts/configuration/windows-resource-management/. */
export default defineFailure({
  code: 'HP823',
  id: 'page-file',
  seenIn: ['container-state', 'event', 'container-log', 'node-log'],
  pattern: /The paging file is too small for this operation to complete/,
  title: 'The node has no memory left to promise',
  means: () =>
    'All processes of the node together have committed as much as memory and page file hold, although each pod may be below its limit.',
  remedy: () =>
    'Give Windows pods requests equal to limits, so that the scheduler counts what can be committed, and the node a bigger page file or fewer pods.',
  links: ['https://kubernetes.io/docs/concepts/configuration/windows-resource-management/'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: The paging file is too small for this operation to complete.: unknown',
    },
    {seenIn: 'container-log', text: 'fatal: The paging file is too small for this operation to complete.'},
  ],
  notThis: [{seenIn: 'container-log', text: 'OutOfMemory: the cache is too small'}],
});
