import {defineFailure} from '../kernel/failures.ts';

/** containerd images/image.go; https://github.com/containerd/containerd/issues/6989, 7439, 5190. Messages may be cut short after “manifest”. */
export default defineFailure({
  code: 'HP718',
  id: 'image-platform',
  seenIn: ['event', 'container-state'],
  pattern:
    /no match for platform in manifest|image operating system "(?<os>linux|windows)" cannot be used on this platform/,
  title: 'The image has no variant for this node',
  means: ({os}) =>
    os === undefined
      ? 'The image exists, but has no variant that this node’s containerd takes: none for windows/amd64, only ones for another Windows build (containerd before 1.6.18), or attestations in the place of a platform.'
      : `The image was made for ${os}, and the node runs another operating system.`,
  remedy: () =>
    'Use mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image or another windows/amd64 tag; build your own with docker buildx build --platform windows/amd64 --provenance=false --sbom=false; and select nodes with kubernetes.io/os: windows.',
  links: [
    'https://github.com/containerd/containerd/issues/7439',
    'https://github.com/microsoft/windows-host-process-containers-base-image',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/agent:1": rpc error: code = NotFound desc = failed to pull and unpack image "registry.example/agent:1": no match for platform in manifest: not found',
    },
    {
      seenIn: 'container-state',
      text: 'ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "registry.example/agent:1": no match for platform in manifest sha256:a75afd8b57e7f34e4dad8d65e2c7ba2e1975c795ce1ee22fa34f8cf46f96a3be: not found',
    },
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/agent:1": rpc error: code = NotFound desc = failed to pull and unpack image "registry.example/agent:1": no match for platform in manifest: not ',
    },
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/agent:1": rpc error: code = Unknown desc = image operating system "linux" cannot be used on this platform',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/agent:1": rpc error: code = NotFound desc = failed to pull and unpack image "registry.example/agent:1": failed to resolve reference "registry.example/agent:1": registry.example/agent:1: not found',
    },
  ],
});
