import {defineFailure} from '../kernel/failures.ts';

/** Win32 error 0x52e is a refused logon; the extra info of hcsshim names the user that was asked for. */
export default defineFailure({
  code: 'HP831',
  id: 'numeric-user',
  seenIn: ['event', 'container-state'],
  pattern: /password is incorrect[\s\S]{0,480}"User":"(?<user>\d{1,10})"/,
  title: 'A Linux user id is used as a Windows account',
  means: ({user}) =>
    `The container asks for the user ${user ?? 'with a number'}, a Linux user id: most likely a Linux pod that was placed on a Windows node.`,
  remedy: () =>
    'Give the Linux workload nodeSelector kubernetes.io/os: linux; for a Windows one remove runAsUser and the image’s numeric USER.',
  links: ['https://kubernetes.io/docs/concepts/windows/intro/'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start sandbox container: hcsshim::System::CreateProcess web: The user name or password is incorrect. (0x52e)\n(extra info: {"CommandLine":"/pause","User":"1000"})',
    },
  ],
  notThis: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "a": failed to create user process token: failed to logon user: The user name or password is incorrect.: unknown',
    },
  ],
});
