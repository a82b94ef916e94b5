import {readFile} from 'node:fs/promises';
import {createApi} from '../../sandbox/node/api.ts';
import {loadScenario, type Nodes, startNodes} from '../../sandbox/node/index.ts';
import {serveKubelet} from '../../sandbox/node/kubelet-server.ts';
import {createObjects} from '../../sandbox/objects.ts';
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
  for (let tries = 0; tries < 100 && (await newcomers(plane)) > 0; tries++)
    await new Promise(next => setTimeout(next, 100));
  const refused = await createObjects(api, told);
  if (refused.length > 0) throw new Error(refused.join('\n'));
  return nodes;
}

/** How many nodes are Ready and still carry the taint that every node has at first. */
async function newcomers(plane: ControlPlane): Promise<number> {
  const {stdout} = await plane.kubectl(['get', 'nodes', '-o', 'json']);
  const {items} = JSON.parse(stdout) as {
    items: {spec: {taints?: {key: string}[]}; status: {conditions?: {type: string; status: string}[]}}[];
  };
  return items.filter(
    ({spec, status}) =>
      spec.taints?.some(taint => taint.key === 'node.kubernetes.io/not-ready') &&
      status.conditions?.some(condition => condition.type === 'Ready' && condition.status === 'True'),
  ).length;
}
