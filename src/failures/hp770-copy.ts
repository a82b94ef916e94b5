import {defineFailure} from '../kernel/failures.ts';

/**
 * kubectl cp: https://github.com/kubernetes/kubernetes/issues/101985 (the drive’s colon), …/124781 (tar of Windows), and its own
 * reference page (tar must be in the container); hcsshim internal/jobcontainers/path.go for a node without tar.
 */
export default defineFailure({
  code: 'HP770',
  id: 'copy',
  seenIn: ['api-error'],
  pattern:
    /(?<colon>one of src or dest must be a local file specification)|tar: Removing leading drive letter from member names|(?:failed to exec in container: failed to start exec "[^"\n]{1,128}": (?:OCI runtime exec failed: )?failed to get application name from commandline "|exec: \\?")(?<tar>tar)\b/,
  title: 'kubectl cp cannot copy',
  means: ({colon, tar}) =>
    colon !== undefined
      ? 'kubectl cp takes what stands before the first colon for a pod, so it reads C:\\… on your own side as a pod named C.'
      : tar === undefined
        ? 'kubectl cp does not handle a path with a drive: it splits at the first colon, and the tar of Windows takes the drive letter off the names that kubectl then looks for.'
        : 'kubectl cp runs tar in the container, which has only what is on the node, and tar is not there: Windows brings tar.exe along since build 17763 (Windows Server 2019).',
  remedy: ({tar}) =>
    tar === undefined
      ? 'cd to the folder first and use paths without a drive on both sides (kubectl cp POD:agent.log agent.log; the pod’s counts from its working directory), or print the file: kubectl exec POD -- cmd /c type FILE.'
      : 'Print the file instead (kubectl exec POD -- cmd /c type FILE), or fetch it through a hostPath or a share.',
  links: [
    'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_cp/',
    'https://github.com/kubernetes/kubernetes/issues/101985',
    'https://github.com/kubernetes/kubernetes/issues/124781',
  ],
  certainty: 'reported',
  askedAs: ['kubectl cp', 'tar not found'],
  samples: [
    {seenIn: 'api-error', text: 'error: one of src or dest must be a local file specification'},
    {seenIn: 'api-error', text: 'tar: Removing leading drive letter from member names\nerror: tar contents corrupted'},
    {
      seenIn: 'api-error',
      text: 'error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "9c1e": failed to get application name from commandline "tar cf - C:/logs": failed to find executable "tar": unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "9c1e": failed to get application name from commandline "targets list": failed to find executable "targets": unknown',
    },
    {seenIn: 'api-error', text: 'error: tar contents corrupted'},
    {seenIn: 'container-log', text: 'tar: Removing leading drive letter from member names'},
  ],
});
