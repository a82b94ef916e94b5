import {pauseImages} from '../../facts/node/derived/pause-image.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP508',
  id: 'pause-image',
  about: 'node',
  severity: 'warning',
  title: 'The node has a pause image',
  why: 'Every pod needs it, HostProcess pods too, though nothing of it runs; without it the next pod waits until it is pulled, or fails without a registry.',
  remedy: 'Pull the image that containerd’s sandbox_image (or pinned image “sandbox”) names: crictl pull IMAGE.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/'],
  needs: {images: pauseImages},
  judge: ({images}) => (images.length > 0 ? pass : fail('no image called pause is among the images of its runtime')),
});
