import {defineFailure} from '../kernel/failures.ts';

/** BuildKit’s container driver asks for a privileged container: https://docs.docker.com/build/builders/drivers/docker-container/. */
export default defineFailure({
  code: 'HP845',
  id: 'privileged-build',
  seenIn: ['node-log'],
  pattern: /Windows does not support privileged mode/,
  title: 'This builder cannot run on Windows',
  means: () =>
    'docker buildx with the container driver starts a privileged container, which Docker on Windows does not have.',
  remedy: () =>
    'Build the HostProcess image on Linux: docker buildx build --platform windows/amd64 --provenance=false --sbom=false; it needs no Windows.',
  links: [
    'https://docs.docker.com/build/builders/drivers/docker-container/',
    'https://github.com/microsoft/windows-host-process-containers-base-image',
  ],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'node-log',
      text: 'ERROR: Error response from daemon: invalid option: Windows does not support privileged mode',
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.containers[0].securityContext.privileged: Forbidden: cannot be set for a windows pod',
    },
  ],
});
