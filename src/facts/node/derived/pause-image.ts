import {derived, known, missing, none} from '../../../kernel/facts.ts';
import {file} from '../kinds/file.ts';
import {run} from '../kinds/run.ts';
import {nodeFact} from './node-fact.ts';

/** Where distributions put crictl: the list in kinds/run.ps1, which starts the first one there is. */
export const CRICTL_PLACES = [
  'C:\\k\\crictl.exe',
  'C:\\Program Files\\containerd\\crictl.exe',
  'C:\\var\\lib\\rancher\\rke2\\bin\\crictl.exe',
  'C:\\Program Files\\Amazon\\EKS\\bin\\crictl.exe',
  'C:\\etc\\kubernetes\\node\\bin\\crictl.exe',
] as const;

/** Known where crictl is on the node; none where it is not, so that what rests on it does not apply there. */
const crictl = derived({
  id: 'crictl',
  about: 'node',
  needs: Object.fromEntries(CRICTL_PLACES.map(place => [place, nodeFact(file(place))])),
  derive: places =>
    Object.values(places).every(found => found === null) ? none('crictl is not on this node') : known(true),
});

/** The pause images among the runtime's images, with their tags: `registry.k8s.io/pause:3.9`. */
export const pauseImages = derived({
  id: 'pause-images',
  about: 'node',
  needs: {crictl, images: nodeFact(run({program: 'crictl', args: ['images']}, {keep: ['pause']}))},
  derive: ({images}) =>
    images.exitCode === 0
      ? known([...images.stdout.matchAll(/"([^"\s@]*pause[^"\s@]*:[^"\s@]+)"/g)].map(match => match[1] ?? ''))
      : missing(`crictl images ended with ${images.exitCode}: ${images.stderr.trim()}`),
});
