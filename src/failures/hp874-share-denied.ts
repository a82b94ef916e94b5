import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes-csi/csi-driver-smb/issues/655, https://github.com/kubernetes-csi/csi-proxy/issues/311. */
export default defineFailure({
  code: 'HP874',
  id: 'share-denied',
  seenIn: ['event', 'container-log', 'node-log'],
  pattern: /New-SmbGlobalMapping ?: Network access is denied|Windows System Error 65,New-SmbGlobalMapping/,
  title: 'The file server refuses the node',
  means: () =>
    'The file server, or the node’s own policy for SMB, most likely forbids this connection: signing, encryption, guest access or an SMB version that one side does not allow.',
  remedy: () =>
    'Try New-SmbGlobalMapping by hand on the node with the same account; compare Get-SmbClientConfiguration with what the server demands.',
  links: [
    'https://github.com/kubernetes-csi/csi-driver-smb/issues/655',
    'https://github.com/kubernetes-csi/csi-proxy/issues/311',
  ],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'MountVolume.MountDevice failed for volume "pvc-1" : rpc error: code = Internal desc = NewSmbGlobalMapping failed. output: "New-SmbGlobalMapping : Network access is denied. \\r\\nAt line:1 char:190"',
    },
    {seenIn: 'container-log', text: 'FullyQualifiedErrorId : Windows System Error 65,New-SmbGlobalMapping'},
  ],
  notThis: [{seenIn: 'container-log', text: 'New-SmbGlobalMapping : The parameter is incorrect.'}],
});
