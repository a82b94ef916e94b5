import {defineSymptom} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers: only what is in the container’s job ends with it, and only its own root file system goes. */
export default defineSymptom({
  code: 'HP766',
  id: 'left-behind',
  title: 'What a pod set up on the node stays there',
  seen: 'The pod is deleted, and a service, a scheduled task, a process or a file of it is still on the node.',
  means:
    'Only the processes in the container’s job end with it. What was started through the service manager, Task Scheduler or WMI is the node’s own, and so are files outside of C:\\hpc.',
  remedy:
    'Ship a way to remove it, such as a second workload that undoes what the first one set up; on a few nodes kubectl hostprocess exec can run it.',
  foundBy: [],
  links: ['https://github.com/microsoft/hcsshim/tree/main/internal/jobcontainers'],
  certainty: 'concluded',
  askedAs: [
    'service still running deleted',
    'process still running deleted',
    'service left',
    'scheduled task left',
    'process left',
    'files left',
    'left behind',
    'leftover service',
    'leftover process',
    'still there after delete',
    'orphaned process',
  ],
});
