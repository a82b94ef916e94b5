import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/kubelet/volumemanager; https://kubernetes.io/docs/concepts/storage/volumes/#hostpath. */
export default defineFailure({
  code: 'HP783',
  id: 'volume-setup',
  seenIn: ['event'],
  pattern:
    /MountVolume\.SetUp failed for volume "(?<volume>[^"\n]{1,253})" : (?:(?<what>configmap|secret) "(?<name>[^"\n]{1,253})" not found|hostPath type check failed|references non-existent (?:config|secret) key)/,
  title: 'A volume of the pod cannot be set up',
  means: ({volume, what, name}) =>
    what === undefined
      ? `The volume ${volume ?? 'in the message'} does not fit what is on the node or in the object it names: a hostPath of another type, or a key that does not exist.`
      : `The volume ${volume} needs the ${what} ${name}, which does not exist in the pod’s namespace.`,
  remedy: ({what, name}) =>
    what === undefined
      ? 'Set the hostPath’s type to DirectoryOrCreate or to what is really there, or correct the key.'
      : `Create the ${what} ${name} in that namespace; the pod then starts by itself.`,
  links: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  certainty: 'general',
  samples: [
    {seenIn: 'event', text: 'MountVolume.SetUp failed for volume "data" : configmap "data" not found'},
    {
      seenIn: 'event',
      text: 'MountVolume.SetUp failed for volume "k" : hostPath type check failed: C:\\k is not a directory',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'MountVolume.SetUp failed for volume "kube-api-access-x" : chown c:\\var\\lib\\kubelet\\pods\\0a1b\\volumes\\token: not supported by windows',
    },
    {seenIn: 'event', text: 'MountVolume.SetUp failed for volume "pv" : rpc error: code = Internal desc = error'},
  ],
});
