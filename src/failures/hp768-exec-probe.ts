import {defineFailure} from '../kernel/failures.ts';

/** Probes by exec go through the same command line handling as the container itself (hcsshim internal/jobcontainers). */
export default defineFailure({
  code: 'HP768',
  id: 'exec-probe',
  seenIn: ['event'],
  pattern:
    /(?<probe>Liveness|Readiness|Startup) probe (?:failed|errored)[^\n]{0,400}(?:is not recognized as(?: an internal or external command)?|cannot find the|failed to get application name)/,
  title: 'The probe’s command does not exist on the node',
  means: ({probe}) =>
    `The ${(probe ?? 'exec').toLowerCase()} probe of a HostProcess container runs on the node, through cmd /c on containerd 1.7 and later, and finds no such program or path there; sh and the image’s own relative paths do not exist.`,
  remedy: () =>
    'Give the probe’s command an absolute path of the node, or %CONTAINER_SANDBOX_MOUNT_POINT%\\… for a program of the image, in one line; an httpGet or tcpSocket probe needs no program.',
  links: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://github.com/microsoft/hcsshim/blob/main/internal/jobcontainers/jobcontainer.go',
  ],
  certainty: 'concluded',
  samples: [
    {
      seenIn: 'event',
      text: "Readiness probe failed: 'sh' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n",
    },
    {seenIn: 'event', text: 'Liveness probe failed: The system cannot find the path specified.'},
    {
      seenIn: 'event',
      text: 'Readiness probe errored: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "9c1e": failed to get application name from commandline "sh -c true": failed to find executable "sh": unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Readiness probe failed: Get "http://10.0.0.4:80/": dial tcp 10.0.0.4:80: connectex: No connection could be made',
    },
    {seenIn: 'event', text: 'Liveness probe failed: HTTP probe failed with statuscode: 503'},
  ],
});
