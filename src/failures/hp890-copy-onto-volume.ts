import {defineFailure} from '../kernel/failures.ts';

/** containerd 1.7 and later bind volumes at their mount path; scripts for 1.6 copy files there. */
export default defineFailure({
  code: 'HP890',
  id: 'copy-onto-volume',
  seenIn: ['container-log'],
  pattern: /(?:cp|copy|Copy-Item) ?: Access to the path (?:'(?<path>[^'\n]{1,300})' )?is denied/,
  title: 'The script copies onto a bound volume',
  means: ({path}) =>
    `${path ?? 'The target'} is most likely a volume that containerd 1.7 and later bind there themselves; a script for containerd 1.6 tries to copy over it.`,
  remedy: () => 'Remove the copy where the volume is already mounted, or copy to a folder outside of it.',
  links: [
    'https://github.com/containerd/containerd/issues/8090',
    'https://github.com/projectcalico/calico/issues/7337',
  ],
  certainty: 'inferred',
  samples: [
    {seenIn: 'container-log', text: "cp : Access to the path 'C:\\etc\\kube-flannel\\net-conf.json' is denied."},
    {seenIn: 'container-log', text: 'Copy-Item : Access to the path is denied.'},
  ],
  notThis: [{seenIn: 'container-log', text: "Remove-Item : Access to the path 'C:\\k' is denied."}],
});
