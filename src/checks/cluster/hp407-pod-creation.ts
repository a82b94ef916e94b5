import {failedCreations} from '../../facts/cluster/creation.ts';
import {explain} from '../../failures/explain.ts';
import {FAILURES} from '../../failures/index.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP407',
  id: 'pod-creation',
  about: 'workload',
  severity: 'error',
  title: 'The workload’s controller can make its pods',
  why: 'A workload is accepted even when its pods are not; the refusal is only in an event of its controller.',
  remedy: 'Read the event; it names the policy, quota or webhook.',
  links: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  needs: {messages: failedCreations},
  judge: ({messages}) => {
    const found = messages.map((text): Found => {
      const known = explain('event', text, {}, FAILURES);
      if (!known) return {text};
      return {
        text,
        remedy: known.remedy,
        known: {code: known.code, title: known.title, means: known.means, links: known.links},
      };
    });
    return judgeAll(found.slice(0, 1)); // every pod of a workload is refused for the same reason
  },
});
