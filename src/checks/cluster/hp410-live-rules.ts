import {workloadTemplate} from '../../facts/host-process-template.ts';
import {defineCheck, type Found, type Judgement, judgeAll} from '../../kernel/checks.ts';
import {RULES} from '../../rules/index.ts';

export default defineCheck({
  code: 'HP410',
  id: 'live-rules',
  about: 'workload',
  severity: 'warning',
  title: 'The workload’s pods keep the rules for HostProcess manifests',
  why: 'The API server accepts much that no node can run, or that runs otherwise than its author meant.',
  remedy: 'Correct the manifest; kubectl hostprocess explain CODE shows a good and a bad one.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  needs: {template: workloadTemplate},
  judge: ({template}) =>
    judgeAll(
      RULES.filter(rule => Object.keys(rule.needs).join() === 'template').flatMap(rule => {
        const judgement: Judgement = rule.judge({template});
        if (judgement.is !== 'fail') return [];
        const {code, title, why, links} = rule;
        return judgement.found.map(
          ({text, remedy}): Found => ({
            text,
            ...(rule.severity === 'info' ? {severity: 'info'} : {}),
            remedy: remedy ?? rule.remedy,
            known: {code, title, means: why, links},
          }),
        );
      }),
    ),
});
