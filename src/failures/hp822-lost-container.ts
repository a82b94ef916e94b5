import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/Azure/AKS/issues/3117 shows it as a warning of a clean-up that had nothing to do. */
export default defineFailure({
  code: 'HP822',
  id: 'lost-container',
  seenIn: ['node-log', 'event'],
  pattern:
    /OpenComputeSystem[^\n]{0,200}(?:identifier does not exist|0xc037010e)|identifier does not exist\.[\\"]{0,4} name=HcsOpenComputeSystem/,
  title: 'The node asks for a container that is gone',
  means: () =>
    'As a warning of a clean-up it is harmless. When it repeats for one container, the node most likely keeps statistics of one that was lost.',
  remedy: () => 'Delete the pod it belongs to when the message repeats; otherwise look for another message.',
  links: ['https://github.com/Azure/AKS/issues/3117'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'node-log',
      text: 'cleanup warnings level=error error="A virtual machine or container with the specified identifier does not exist." name=HcsOpenComputeSystem',
    },
    {
      seenIn: 'node-log',
      text: 'hcs::OpenComputeSystem 0a1b: A virtual machine or container with the specified identifier does not exist.',
    },
  ],
  notThis: [
    {
      seenIn: 'node-log',
      text: 'hcs::CreateComputeSystem test-1: A virtual machine or container with the specified identifier already exists.',
    },
  ],
});
