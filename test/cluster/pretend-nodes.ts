import {readFile} from 'node:fs/promises';
import {type Api, createApi} from '../../sandbox/node/api.ts';
import {loadScenario, type Nodes, startNodes} from '../../sandbox/node/index.ts';
import {serveKubelet} from '../../sandbox/node/kubelet-server.ts';
import {createObjects} from '../../sandbox/objects.ts';
import {listAt, textAt} from '../../src/kernel/objects.ts';
import {type ControlPlane, KUBELET_CLIENT} from './controlplane.ts';

/**
 * Joins the pretend nodes of the named scenarios to a real control plane; resolves when they are registered, the controller
 * has taken the taint of new nodes from those that are Ready, and the scenarios' objects are created. Throws when a scenario has
 * faults, which a real API server cannot be told to have, and when the API server refuses an object.
 */
export const joinNodes = (plane: ControlPlane, ...scenarios: readonly string[]): Promise<Nodes> =>
  joinNodesAt(plane, '127.0.0.1', scenarios);

/** The same with kubelets that listen on another address of this machine. */
export async function joinNodesAt(plane: ControlPlane, address: string, scenarios: readonly string[]): Promise<Nodes> {
  const told = scenarios.map(loadScenario);
  const faulty = told.find(each => each.faults.length > 0);
  if (faulty) throw new Error(`scenario ${faulty.name} has faults, and a real API server has none on request`);
  const [client, serving] = await Promise.all([
    plane.certificate('pretend-kubelets', ['system:masters']),
    plane.certificate('pretend-kubelet-server'),
  ]);
  const [ca, cert, key, servingCert, servingKey] = await Promise.all(
    [plane.ca, client.cert, client.key, serving.cert, serving.key].map(path => readFile(path)),
  );
  if (!ca || !cert || !key || !servingCert || !servingKey) throw new Error('a certificate file could not be read');
  const shown = {cert: servingCert, key: servingKey, ca, client: KUBELET_CLIENT, address};
  const api = createApi({server: plane.server, ca, cert, key});
  const nodes = await startNodes({
    api,
    scenarios: told,
    serve: (_node, kubelet) => serveKubelet(shown, kubelet),
  });
  await settled(api);
  const refused = await createObjects(api, told);
  if (refused.length > 0) throw new Error(refused.join('\n'));
  return nodes;
}

/** Resolves when the controller has taken the taint of new nodes from all that are Ready, or after ten seconds. */
export async function settled(api: Api): Promise<void> {
  for (let tries = 0; tries < 200 && (await newcomers(api)) > 0; tries++)
    await new Promise(next => setTimeout(next, 50));
}

/** How many nodes are Ready and still carry the taint that every node has at first. */
async function newcomers(api: Api): Promise<number> {
  const {body} = await api.send('GET', '/api/v1/nodes');
  return listAt(body, 'items').filter(
    node =>
      listAt(node, 'spec', 'taints').some(taint => textAt(taint, 'key') === 'node.kubernetes.io/not-ready') &&
      listAt(node, 'status', 'conditions').some(
        condition => textAt(condition, 'type') === 'Ready' && textAt(condition, 'status') === 'True',
      ),
  ).length;
}
