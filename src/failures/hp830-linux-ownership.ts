import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/kubernetes/issues/102849. */
export default defineFailure({
  code: 'HP830',
  id: 'linux-ownership',
  seenIn: ['event', 'container-state'],
  pattern: /chown [^\n]{0,300}: not supported by windows/,
  title: 'A Windows pod asks for a Linux user',
  means: () =>
    'securityContext.runAsUser or fsGroup is set, so the kubelet tries to give the volume’s files to a Linux user id, which Windows does not have.',
  remedy: () =>
    'Remove runAsUser, runAsGroup and fsGroup from the pod; on Windows the account is windowsOptions.runAsUserName. Look also at what a webhook adds.',
  links: ['https://github.com/kubernetes/kubernetes/issues/102849'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'event',
      text: 'MountVolume.SetUp failed for volume "kube-api-access-x7" : chown c:\\var\\lib\\kubelet\\pods\\0a1b\\volumes\\kubernetes.io~projected\\kube-api-access-x7\\..2026_01_02\\token: not supported by windows',
    },
  ],
  notThis: [
    {seenIn: 'event', text: 'MountVolume.SetUp failed for volume "data" : secret "data" not found'},
    {seenIn: 'container-log', text: 'chown: /data: Operation not permitted'},
  ],
});
