import {defineSymptom} from '../kernel/failures.ts';

/** https://github.com/Azure/AKS/issues/3885; what differs is in windows/paths.ts and windows/command-line.ts. */
export default defineSymptom({
  code: 'HP779',
  id: 'containerd-upgrade',
  title: 'HostProcess containers break with the move to containerd 1.7',
  seen: 'HostProcess workloads that used to run fail right after an upgrade, on AKS with the move to Kubernetes 1.28.',
  means:
    'The upgrade brought containerd 1.7 in place of 1.6: the image’s files are at C:\\hpc instead of C:\\C\\ID, the working directory is another, and every command goes through cmd /c, which ends at a line break and minds & | < > ^ ( ) and %.',
  remedy:
    'Write paths as %CONTAINER_SANDBOX_MOUNT_POINT%\\…, which is right on both versions, set workingDir, and keep the command on one line. kubectl hostprocess doctor pod/NAME tells which of these it is.',
  foundBy: ['HP731', 'HP732', 'HP733', 'HP734', 'HP737', 'HP738'],
  links: ['https://github.com/Azure/AKS/issues/3885', 'https://github.com/containerd/containerd/issues/8090'],
  certainty: 'sourced',
  askedAs: ['after upgrade', 'upgrade 1.28', 'kubernetes 1.28', 'containerd 1.7', 'broke upgrading'],
});
