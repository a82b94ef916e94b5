import {defineSymptom} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers/jobcontainer.go and KEP-1981: root file system and volumes are bound into the container’s silo only. */
export default defineSymptom({
  code: 'HP784',
  id: 'files-not-on-node',
  title: 'Files of the container do not show on the node',
  seen: 'A file that the container wrote to C:\\hpc or to a mountPath is not there when one looks on the node.',
  means:
    'From containerd 1.7 on, C:\\hpc and the mountPath of each volume exist only in the container’s own view; other processes of the node, and other pods, do not see them.',
  remedy:
    'Write to a path of the node itself (C:\\ProgramData\\…), or to a hostPath volume and look in its hostPath.path on the node.',
  foundBy: [],
  links: [
    'https://github.com/microsoft/hcsshim/blob/main/internal/jobcontainers/jobcontainer.go',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-windows/1981-windows-privileged-container-support',
  ],
  certainty: 'sourced',
  askedAs: [
    'C:\\hpc not on host',
    'C:\\hpc not on node',
    'hpc missing on node',
    'file not visible',
    'files not visible',
    'file missing on host',
    'file missing on node',
    'mountPath not visible',
  ],
});
