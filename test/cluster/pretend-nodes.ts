import {readFile} from 'node:fs/promises';
import {loadScenario, type Nodes, startNodes} from '../../sandbox/node/index.ts';
import {type ControlPlane, KUBELET_CLIENT} from './controlplane.ts';

/** Joins the pretend nodes of the named scenarios to a real control plane; resolves when they are registered. */
export async function joinNodes(plane: ControlPlane, ...scenarios: readonly string[]): Promise<Nodes> {
  const [client, serving] = await Promise.all([
    plane.certificate('pretend-kubelets', ['system:masters']),
    plane.certificate('pretend-kubelet-server'),
  ]);
  const [ca, cert, key, servingCert, servingKey] = await Promise.all(
    [plane.ca, client.cert, client.key, serving.cert, serving.key].map(path => readFile(path)),
  );
  if (!ca || !cert || !key || !servingCert || !servingKey) throw new Error('a certificate file could not be read');
  return startNodes({
    server: plane.server,
    ca,
    cert,
    key,
    kubeletServing: {cert: servingCert, key: servingKey},
    apiServerUser: KUBELET_CLIENT,
    scenarios: scenarios.map(loadScenario),
  });
}
