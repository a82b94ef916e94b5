import {derived, known, missing} from '../../kernel/facts.ts';
import {parseRuntime, parseVersion, windowsBuild} from '../../windows/versions.ts';
import {node} from './nodes.ts';

/** The node's container runtime by name and version; what cannot be read is not known, whatever it is. */
export const runtime = derived({
  id: 'runtime',
  about: 'node',
  needs: {node},
  derive: ({node}) => {
    const read = parseRuntime(node.runtime ?? '');
    return read?.version
      ? known({name: read.name, version: read.version})
      : missing(`the node calls its runtime “${node.runtime ?? ''}”, which names no version`);
  },
});

/** The node's kubelet version. */
export const kubelet = derived({
  id: 'kubelet',
  about: 'node',
  needs: {node},
  derive: ({node}) => {
    const version = parseVersion(node.kubelet ?? '');
    return version ? known(version) : missing(`the kubelet calls its version “${node.kubelet ?? ''}”, which is none`);
  },
});

/** The node's Windows; a build that this program does not know may be newer than this program. */
export const build = derived({
  id: 'windows-build',
  about: 'node',
  needs: {node},
  derive: ({node}) => {
    const read = windowsBuild(node.kernel ?? '');
    return read?.product
      ? known({...read, product: read.product})
      : missing(`this program does not know the Windows build “${node.kernel ?? ''}”`);
  },
});
