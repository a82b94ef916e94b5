import {defineFailure} from '../kernel/failures.ts';

/** Texts of the Docker engine, still met with mirrors and old runtimes. */
export default defineFailure({
  code: 'HP719',
  id: 'image-build',
  seenIn: ['event', 'node-log'],
  pattern: /no matching manifest for windows\/amd64 (?<build>10\.0\.\d{1,5})/,
  title: 'The image has no variant for this Windows build',
  means: ({build}) =>
    `The image’s manifest list names Windows builds, and none fits this node (${build ?? 'its build is in the message'}).`,
  remedy: () =>
    'Use the tag for that build, or the HostProcess base image, which has no build: mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image.',
  links: ['https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod: no matching manifest for windows/amd64 10.0.17763 in the manifest list entries',
    },
    {
      seenIn: 'node-log',
      text: 'docker: no matching manifest for windows/amd64 10.0.20348 in the manifest list entries.',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/agent:1": rpc error: code = NotFound desc = failed to pull and unpack image "registry.example/agent:1": no match for platform in manifest: not found',
    },
    {seenIn: 'node-log', text: 'no matching manifest for linux/arm64/v8 in the manifest list entries'},
  ],
});
