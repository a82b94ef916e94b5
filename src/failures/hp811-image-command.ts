import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/containerd/containerd/issues/5188. */
export default defineFailure({
  code: 'HP811',
  id: 'image-command',
  seenIn: ['container-state', 'event', 'node-log'],
  pattern: /hcs(?:shim)?::System::CreateProcess[^\n]{0,300}The system cannot find the file specified/,
  title: 'The image’s command does not exist in the image',
  means: () =>
    'Windows found no such program in an ordinary container: the command is wrong, or the image’s CMD is in shell form and containerd quoted it wrongly. HostProcess containers never print this: it is an ordinary container.',
  remedy: () =>
    'Write CMD and ENTRYPOINT of the Dockerfile in exec form ["program.exe", "argument"], or give command and args in the manifest.',
  links: ['https://github.com/containerd/containerd/issues/5188'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "web": hcs::System::CreateProcess web: The system cannot find the file specified.: unknown',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "web": hcsshim::System::CreateProcess web: The system cannot find the file specified.\n(extra info: {"CommandLine":"\\"start.cmd run\\"","User":"ContainerUser"}): unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "a": failed to get application name from commandline "sh": failed to find executable "sh": unknown',
    },
    {seenIn: 'container-log', text: 'open C:\\x: The system cannot find the file specified.'},
  ],
});
