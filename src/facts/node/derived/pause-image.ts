import {derived, known, missing} from '../../../kernel/facts.ts';
import {run} from '../kinds/run.ts';
import {nodeFact} from './node-fact.ts';

/** The pause images among the runtime's images, as crictl's table has them: repository, tag. */
export const pauseImages = derived({
  id: 'pause-images',
  about: 'node',
  needs: {images: nodeFact(run({program: 'crictl', args: ['images']}, {keep: ['pause']}))},
  derive: ({images}) => {
    if (images.exitCode !== 0) return missing(`crictl images ended with ${images.exitCode}: ${images.stderr.trim()}`);
    return known(
      images.stdout.split('\n').flatMap(line => /^(\S*pause\S*)\s+(\S+)/.exec(line)?.slice(1, 3).join(':') ?? []),
    );
  },
});
