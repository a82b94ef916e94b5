import {defineFailure} from '../kernel/failures.ts';

/** containerd internal/cri/server/podsandbox: the pause image is unpacked for HostProcess pods too, although nothing of it runs. */
export default defineFailure({
  code: 'HP721',
  id: 'sandbox-image',
  seenIn: ['event'],
  pattern: /failed to get sandbox image "(?<image>[^"\n]{1,300})"/,
  title: 'The node cannot get its pause image',
  means: ({image}) =>
    `containerd needs the pause image ${image ?? '(sandbox_image)'} for every pod, HostProcess pods too, and could not pull it; the end of the message says why.`,
  remedy: () =>
    'Pull the pause image on that node, or point sandbox_image (pinned_images.sandbox in containerd 2) in containerd’s config.toml at one it can reach: 3.6 or later, on Windows Server 2025 3.10.2 or later.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "mcr.microsoft.com/oss/kubernetes/pause:1.4.0": failed to pull image "mcr.microsoft.com/oss/kubernetes/pause:1.4.0": failed to pull and unpack image "mcr.microsoft.com/oss/kubernetes/pause:1.4.0": failed to resolve reference "mcr.microsoft.com/oss/kubernetes/pause:1.4.0": failed to do request: Head "https://mcr.microsoft.com/v2/oss/kubernetes/pause/manifests/1.4.0": dial tcp: lookup mcr.microsoft.com: no such host',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/pause:3.10": rpc error: code = Unknown desc = failed to pull and unpack image "registry.example/pause:3.10": failed to resolve reference "registry.example/pause:3.10": failed to do request: Head "https://registry.example/v2/pause/manifests/3.10": dial tcp: lookup registry.example: no such host',
    },
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "a1": plugin type="sdnoverlay" failed (add): hcnCreateEndpoint failed in Win32',
    },
  ],
});
