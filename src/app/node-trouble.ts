import {explainTexts} from '../checks/pod/cause.ts';
import {nodeFacts} from '../facts/cluster/nodes.ts';
import type {Explained} from '../kernel/failures.ts';
import type {ClusterPort} from '../kernel/ports.ts';

/**
 * What a node that is not ready says of itself now, where a known failure explains it; null for a ready node, for one that may not be
 * read, and where nothing is known. A pod that was waited for in vain may be gone by the time one asks why.
 */
export async function nodeTrouble(cluster: ClusterPort, node: string, signal: AbortSignal): Promise<Explained | null> {
  const read = await cluster.get(`/api/v1/nodes/${encodeURIComponent(node)}`, signal);
  if (!read.ok) return null;
  const {ready, condition, runtime} = nodeFacts(read.value);
  if (ready === 'True') return null;
  return explainTexts([{seenIn: 'node-condition', text: condition, container: null, exitCode: null}], {}, runtime);
}
