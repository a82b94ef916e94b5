import {defineConfig} from 'vitest/config';
import {BaseSequencer, type TestSpecification} from 'vitest/node';

/** What runs whole programs against clusters, the longest first. */
const SLOW = ['test/transcripts/', 'test/cluster/', 'test/contract/', 'test/course/'];

/** Where nothing is remembered of an earlier run, vitest takes large files for slow ones; ours that wait are small. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({moduleId}: TestSpecification): number => {
      const at = SLOW.findIndex(folder => moduleId.includes(folder));
      return at < 0 ? SLOW.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    disableConsoleIntercept: true,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // most of the concurrent tests wait for clusters
    maxConcurrency: 8,
    sequence: {sequencer: SlowFirst},
  },
});
