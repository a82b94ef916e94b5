import {mishaps} from '../../facts/node/derived/mishaps.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP527',
  id: 'mishaps',
  about: 'node',
  severity: 'warning',
  title: 'The node has neither crashed nor run out of memory in the last week',
  why: 'What looks like pods that restart for no reason is often the whole node going down, or its memory running out.',
  remedy: 'Look at the System event log around that time.',
  links: [],
  optIn: true,
  needs: {mishaps},
  judge: ({mishaps: {crashes, exhausted}}) => {
    const found: Found[] = [];
    if (crashes[0] !== undefined)
      found.push({
        text: `Windows went down unexpectedly ${times(crashes)}`,
        remedy: 'Look at the System event log before that time, and at the virtual machine’s host.',
      });
    if (exhausted[0] !== undefined)
      found.push({
        text: `Windows ran out of memory ${times(exhausted)}`,
        remedy: 'Event 2004 of Resource-Exhaustion-Detector names the processes; set memory limits on their pods.',
      });
    return judgeAll(found);
  },
});

const times = (all: readonly string[]): string =>
  all.length === 1 ? `at ${all[0]}` : `${all.length} times, last at ${all[0]}`;
