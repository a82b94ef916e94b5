import {isWindows, nodeFacts} from '../facts/cluster/nodes.ts';
import {done, type Outcome, type Problem, problem, refuse} from '../kernel/outcome.ts';
import type {ClusterPort, TerminalPort} from '../kernel/ports.ts';
import {type AskedNode, bare, windowsNodes} from './ephemeral.ts';
import {AT_ONCE} from './node-job-run.ts';

/** Which nodes a command is about, as the user said it: names (`win-1`, `node/win-1`), a label selector, or all Windows nodes. */
export type NodeChoice = {names: readonly string[]; selector: string | null; all: boolean};

/** The Windows nodes that were meant. What is no Windows node gets the sentence with the command that is right for it. */
export async function chooseNodes(
  {names, selector, all}: NodeChoice,
  command: 'exec' | 'shell',
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<Outcome<readonly AskedNode[]>> {
  const ways = [names.length > 0, selector !== null, all].filter(Boolean).length;
  if (ways > 1)
    return refuse('usage', 'error: name nodes, or give -l, or --all: not two of them', 'Leave out all but one.');
  if (ways === 0) {
    const there = await windowsNodes(cluster, null, signal);
    const known = there.ok ? ` Windows nodes: ${there.value.map(each => each.node.name).join(', ')}` : '';
    const more = command === 'exec' ? ', -l SELECTOR or --all' : '';
    return refuse(
      'usage',
      `error: ${command} needs a node: which one?`,
      `Name it: kubectl hostprocess ${command} NODE${more}.${known}`,
    );
  }
  if (selector !== null) {
    const selected = await selectNodes(selector, cluster, signal);
    return selected.ok ? windowsNodes(cluster, selected.value, signal) : selected;
  }
  const found = await windowsNodes(cluster, all ? null : [...new Set(names.map(bare))], signal);
  if (!found.ok && found.problem.is === 'forbidden') return unlisted(found.problem);
  return found.ok ? found : ((await elsewhere(names, command, cluster, signal)) ?? found);
}

async function selectNodes(
  selector: string,
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<Outcome<readonly string[]>> {
  const listed = await cluster.list('/api/v1/nodes', {labelSelector: selector}, nodeFacts, signal);
  if (!listed.ok) return listed.problem.is === 'forbidden' ? unlisted(listed.problem) : listed;
  const windows = listed.value.filter(isWindows);
  const others = listed.value.length - windows.length;
  if (windows.length === 0)
    return refuse(
      'not-found',
      `error: no Windows node matches -l ${selector}${others > 0 ? ` (${others} of other systems ${others === 1 ? 'does' : 'do'})` : ''}`,
      'See the labels: kubectl get nodes -l kubernetes.io/os=windows --show-labels',
    );
  return done(windows.map(node => node.name));
}

const unlisted = (why: Problem): {ok: false; problem: Problem} => ({
  ok: false,
  problem: {...why, remedy: 'Ask for the right to list nodes, or name the nodes: that needs no list.'},
});

/** What a name stands for that is no Windows node: a Linux node or a pod, each with its own tool. Null when it is neither. */
async function elsewhere(
  names: readonly string[],
  command: 'exec' | 'shell',
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<{ok: false; problem: Problem} | null> {
  const {namespace} = cluster.target;
  for (const given of names) {
    const name = given.replace(/^[a-z]+\//, '');
    const node = /^pods?\//.test(given) ? null : await cluster.get(`/api/v1/nodes/${encodeURIComponent(name)}`, signal);
    if (node?.ok) {
      if (isWindows(nodeFacts(node.value))) continue;
      const os = nodeFacts(node.value).os ?? 'non-Windows';
      return refuse(
        'usage',
        `error: ${name} is a ${os} node, and HostProcess containers run on Windows nodes only`,
        `Use kubectl debug node/${name} -it --image=busybox`,
      );
    }
    const pod = await cluster.get(`/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(name)}`, signal);
    if (pod.ok)
      return refuse(
        'usage',
        `error: ${name} is a pod, and ${command} is about nodes`,
        command === 'exec'
          ? `Use kubectl exec -n ${namespace} ${name} -- COMMAND`
          : `Use kubectl exec -n ${namespace} -it ${name} -- powershell`,
      );
  }
  return null;
}

/** Asks before more than ten nodes are touched at all; true when that was agreed to. */
export async function agreeToMany(
  nodes: readonly AskedNode[],
  what: string,
  {terminal, yes}: {terminal: TerminalPort; yes: boolean},
): Promise<Outcome<true>> {
  if (yes || nodes.length <= AT_ONCE) return done(true);
  if (!terminal.interactive)
    return refuse(
      'usage',
      `error: this touches ${nodes.length} nodes, and there is nobody to ask`,
      'Add --yes to agree, or name fewer nodes.',
    );
  const answer = await terminal.confirm(`${what} on ${nodes.length} Windows nodes?`);
  if (!answer.ok) return answer;
  return answer.value ? done(true) : {ok: false, problem: problem('declined', 'Nothing was created.')};
}
