import {defineSymptom} from '../kernel/failures.ts';

/** The AKS page’s manifest since 2024 (MicrosoftDocs/azure-aks-docs 7595efa73); containerd#9942 for line breaks; the buffer is general knowledge. */
export default defineSymptom({
  code: 'HP754',
  id: 'empty-log',
  title: 'The log of a running container is empty',
  seen: 'kubectl logs prints nothing, although the pod is Running.',
  means:
    'Nothing was written to the log: the command only sleeps (as in the manifest of the AKS page since 2024), containerd 1.7 cut it at its first line break (HP733), or the program keeps its output in a buffer. It says nothing about whether the container works.',
  remedy:
    'Let the command print something first, all on one line or from a script file. What the container really is, kubectl hostprocess verify asks it by exec.',
  foundBy: ['HP733'],
  links: [
    'https://learn.microsoft.com/azure/aks/use-windows-hpc',
    'https://github.com/containerd/containerd/issues/9942',
  ],
  certainty: 'sourced',
  askedAs: [
    'log empty',
    'logs empty',
    'empty log',
    'no logs',
    'no output',
    'kubectl logs nothing',
    'logs show nothing',
    'empty output',
  ],
});
