import {describe, expect, test} from 'vitest';
import {verify} from '../../src/app/verify.ts';
import {PROOF} from '../../src/facts/node/collector.generated.ts';
import {type Identity, identityLines} from '../../src/facts/node/kinds/identity.ts';
import {PROOF_VARIABLE, proofCommand} from '../../src/facts/node/launch.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import {done, problem} from '../../src/kernel/outcome.ts';
import type {ClockPort, ClusterPort, ExecRequest} from '../../src/kernel/ports.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {protect} from '../../src/windows/expansion.ts';
import {fakeCluster, windowsNode} from './fake-cluster.ts';

const SYSTEM: Identity = {
  account: 'NT AUTHORITY\\SYSTEM',
  sid: 'S-1-5-18',
  groups: ['S-1-5-32-544'],
  admin: true,
  host: 'win-1',
  mountPoint: 'C:\\hpc\\',
  powershell: '5.1',
  languageMode: 'FullLanguage',
  is64Bit: true,
};
const SERVICE: Identity = {...SYSTEM, account: 'NT AUTHORITY\\LOCAL SERVICE', sid: 'S-1-5-19', admin: false};
const MEMBER: Identity = {...SYSTEM, account: 'WIN-1\\3f2a', sid: 'S-1-5-21-1-2-3-1013'};

const proving = (name: string, change: JsonObject = {}): JsonObject => ({
  name,
  command: [...proofCommand('Start-Sleep 9')],
  env: [{name: PROOF_VARIABLE, value: protect(PROOF.text)}],
  ...change,
});
const running = (name: string): Json => ({name, ready: true, restartCount: 0, state: {running: {}}});

function podOf(containers: readonly JsonObject[], account = 'NT AUTHORITY\\SYSTEM', name = 'agent'): KubeObject {
  const windowsOptions = {hostProcess: true, runAsUserName: account};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace: 'default', uid: name},
    spec: {nodeName: 'win-1', securityContext: {windowsOptions}, containers},
    status: {
      phase: 'Running',
      conditions: [{type: 'Ready', status: 'True'}],
      containerStatuses: containers.map(each => running(String(each['name']))),
    },
  };
}

type World = {
  pods: readonly KubeObject[];
  /** Lines of each container's log. */
  logs: {[container: string]: readonly string[]};
  exec: ClusterPort['exec'] | null;
};

async function verified({pods, logs, exec}: World, clock?: ClockPort) {
  const base = fakeCluster({nodes: [windowsNode('win-1')]});
  for (const pod of pods) base.objects.set(`/api/v1/namespaces/default/pods/${pod.metadata?.['name']}`, pod);
  const cluster: ClusterPort = {
    ...base,
    async *logs(_pod, {container}) {
      for (const text of logs[container ?? ''] ?? []) yield {is: 'line', time: null, text};
    },
    exec: exec ?? base.exec,
  };
  let now = Date.parse('2026-11-20T03:00:00Z');
  const jumping: ClockPort = {
    now: () => new Date(now),
    sleep: async (ms, signal) => {
      if (ms >= 60_000) return new Promise(woken => signal?.addEventListener('abort', () => woken()));
      now += ms;
    },
  };
  const came = await verify({
    cluster,
    clock: clock ?? jumping,
    selection: {path: '/api/v1/namespaces/default/pods', query: {}, accepts: () => true, onePod: false, title: 'pods'},
    exec: exec !== null,
    signal: new AbortController().signal,
    tell: () => {},
  });
  if (!came.ok || came.value === null) throw new Error('nothing was verified');
  const {report, proofs} = came.value;
  return {
    rows: proofs.map(row => `${row.container} ${row.real?.account ?? '?'}: ${row.verdict}`),
    lines: report.lines.flatMap(({check, verdict}) =>
      verdict.is === 'fail'
        ? verdict.found.map(found => `${check.code} ${found.text}`)
        : verdict.is === 'unknown'
          ? [`${check.code} ? ${verdict.because}${verdict.cause?.startsWith('HP') ? ` (${verdict.cause})` : ''}`]
          : [],
    ),
    nodes: proofs.map(row => `${row.node} ${row.pod}`),
    evidence: JSON.stringify(came.value.evidence),
    verdicts: Object.fromEntries(report.lines.map(({check, verdict}) => [check.code, verdict.is])),
  };
}

/** An exec that answers with what the container's process would say, each stream in pieces. */
const answering =
  (identities: {[container: string]: Identity}): ClusterPort['exec'] =>
  async (_, {container, onOutput}) => {
    const identity = identities[container ?? ''];
    if (identity === undefined) return {ok: false, problem: problem('forbidden', 'Forbidden: pods/exec')};
    const bytes = new TextEncoder().encode(`${identityLines(identity, {oneLine: true}).join('\n')}\n`);
    onOutput('stdout', bytes.slice(0, 99));
    onOutput('stderr', new TextEncoder().encode('WARNING: profile was slöw\n').slice(0, 22));
    onOutput('stdout', bytes.slice(99));
    return done(0);
  };
const one = (identity: Identity, containers = [proving('main')], account?: string): World => ({
  pods: [podOf(containers, account)],
  logs: {main: identityLines(identity)},
  exec: null,
});

test('a proof of ours in the log is believed', async () => {
  const {rows, lines} = await verified(one(SYSTEM));
  expect([rows, lines]).toEqual([['main NT AUTHORITY\\SYSTEM: as asked'], []]);
});

describe('every container is asked', () => {
  const windowsOptions = {runAsUserName: 'NT AUTHORITY\\Local service'};
  const two = (second: JsonObject): World => ({...one(SYSTEM, [proving('main'), second]), exec: null});

  test('one that proves nothing makes the pod unknown, and is named', async () => {
    const {rows, lines} = await verified(two({name: 'web', securityContext: {windowsOptions}}));
    expect(rows).toEqual(['main NT AUTHORITY\\SYSTEM: unknown', 'web ?: unknown']);
    expect(lines).toEqual(['HP501', 'HP502', 'HP748'].map(code => `${code} ? container web: its log is empty (HP754)`));
  });

  test('one that is wrong fails, whoever is silent, and only its own row', async () => {
    const world = two(proving('web', {securityContext: {windowsOptions}}));
    const silent = {...world, logs: {...world.logs, web: identityLines(SYSTEM)}};
    const {rows, lines} = await verified(silent);
    expect(rows).toEqual(['main NT AUTHORITY\\SYSTEM: as asked', 'web NT AUTHORITY\\SYSTEM: not as asked']);
    expect(lines).toEqual([
      'HP501 container web: asked for NT AUTHORITY\\Local service (S-1-5-19), it runs as NT AUTHORITY\\SYSTEM (S-1-5-18)',
      'HP502 container web: administrator: true; with NT AUTHORITY\\Local service it should be false',
    ]);
    const {verdicts} = await verified({...silent, logs: {web: identityLines(SYSTEM)}});
    expect(verdicts).toMatchObject({HP501: 'fail', HP502: 'fail', HP748: 'unknown'});
  });

  test('each by exec where its own log proves nothing', async () => {
    const world = two({name: 'web', securityContext: {windowsOptions}});
    const {rows} = await verified({...world, exec: answering({web: SERVICE})});
    expect(rows).toEqual(['main NT AUTHORITY\\SYSTEM: as asked', 'web NT AUTHORITY\\LOCAL SERVICE: as asked']);
  });

  test('a sidecar too, an init container that has ended not', async () => {
    const pod = podOf([proving('main')]);
    const initContainers = [{name: 'side', restartPolicy: 'Always'}, {name: 'first'}];
    const spec = {...(pod['spec'] as JsonObject), initContainers};
    const {rows} = await verified({...one(SYSTEM), pods: [{...pod, spec}]});
    expect(rows.map(row => row.split(' ')[0])).toEqual(['side', 'main']);
  });
});

test('rows are in the order of the nodes, not of the names that controllers make up', async () => {
  const on = (name: string, nodeName: string): KubeObject => {
    const pod = podOf([proving('main')], undefined, name);
    return {...pod, spec: {...(pod['spec'] as JsonObject), nodeName}};
  };
  const {nodes} = await verified({...one(SYSTEM), pods: [on('a', 'win-2'), on('b', 'win-1'), on('c', 'win-2')]});
  expect(nodes).toEqual(['win-1 b', 'win-2 a', 'win-2 c']);
});

describe('a local group', () => {
  test('is answered by a new user of the node', async () => {
    const {rows, verdicts} = await verified(one(MEMBER, undefined, 'Administrators'));
    expect(rows).toEqual(['main WIN-1\\3f2a: as asked']);
    expect(verdicts).toMatchObject({HP501: 'pass', HP502: 'pass'});
  });
  test.each(['Administrators', 'log-readers'])('%s is not answered by SYSTEM', async group => {
    const {rows, lines} = await verified(one(SYSTEM, undefined, group));
    expect(rows).toEqual(['main NT AUTHORITY\\SYSTEM: not as asked']);
    expect(lines).toEqual([expect.stringMatching(/^HP501 asked for a new user in the local group .*S-1-5-18/)]);
  });
});

describe('lines of a proof that anybody could print', () => {
  const edit = (text: string): string => text.replace('.IsInRole($administrators)', '.IsInRole($administrators) -or 1');
  test.each<[string, JsonObject, string]>([
    ['no proof', {command: ['cmd', '/c', 'type lines.txt'], env: []}, 'does not carry our proof'],
    ['another text', {env: [{name: PROOF_VARIABLE, value: protect(edit(PROOF.text))}]}, 'is not our proof'],
    [
      'a text that refers to a variable',
      {env: [{name: PROOF_VARIABLE, value: `${protect(PROOF.text)}$(X)`}]},
      'is not',
    ],
    ['a text from elsewhere', {env: [{name: PROOF_VARIABLE, valueFrom: {secretKeyRef: {}}}]}, 'is not our proof'],
    [
      'a second text under the name in another case',
      {env: [...[PROOF_VARIABLE, 'hostprocess_proof'].map(name => ({name, value: protect(PROOF.text)}))]},
      'is not our proof',
    ],
    ['another command', {command: ['powershell.exe', '-Command', 'type lines.txt']}, 'does not begin with our proof'],
    [
      'our proof after another statement',
      {command: [...proofCommand(null).slice(0, -1), `type lines.txt; ${proofCommand(null).at(-1)}`]},
      'does not begin',
    ],
    ['the image’s own program', {command: [], args: [...proofCommand(null)]}, 'does not begin'],
  ])('are not believed of a container with %s', async (_, change, because) => {
    const {rows, lines} = await verified(one(SYSTEM, [proving('main', change)]));
    expect(rows).toEqual(['main ?: unknown']);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toContain(because);
  });

  test('are not believed with a hash that is not the text’s', async () => {
    const lines = identityLines(SYSTEM).map(line => line.replace(PROOF.sha256, 'f'.repeat(64)));
    const {rows} = await verified({...one(SYSTEM), logs: {main: lines}});
    expect(rows).toEqual(['main ?: unknown']);
  });

  test('exec asks instead', async () => {
    const world = one(SYSTEM, [proving('main', {env: []})]);
    const {rows} = await verified({...world, exec: answering({main: SERVICE})});
    expect(rows).toEqual(['main NT AUTHORITY\\LOCAL SERVICE: not as asked']);
  });

  test('are believed with the command in args, too', async () => {
    const [program = '', ...args] = proofCommand(null);
    const {rows} = await verified(one(SYSTEM, [proving('main', {command: [program], args})]));
    expect(rows).toEqual(['main NT AUTHORITY\\SYSTEM: as asked']);
  });
});

describe('a host name that is not the node’s', () => {
  test('alone shows nothing: kubelets may give their node another name', async () => {
    expect((await verified(one({...SYSTEM, host: 'EC2AMAZ-1A2B3C4'}))).verdicts).toMatchObject({HP748: 'pass'});
  });
  test('adds to what shows an ordinary container', async () => {
    const {lines, rows} = await verified(one({...SYSTEM, host: 'agent', mountPoint: null}));
    expect(rows).toEqual(['main NT AUTHORITY\\SYSTEM: not as asked']);
    expect(lines).toEqual([
      'HP748 it was never a HostProcess container: its host name is agent, the node’s is win-1; it has no CONTAINER_SANDBOX_MOUNT_POINT',
    ]);
  });
  test('is not needed where the account is the image’s', async () => {
    const {verdicts} = await verified(one({...SYSTEM, sid: 'S-1-5-93-2-1', account: 'Benutzer-Manager\\X'}));
    expect(verdicts).toMatchObject({HP748: 'fail', HP501: 'not-applicable'});
  });
});

describe('exec', () => {
  const crowd = Array.from({length: 60}, (_, index) => podOf([{name: 'main'}], undefined, `agent-${index}`));
  test('is in ten pods at a time', async () => {
    let now = 0;
    let most = 0;
    const exec: ClusterPort['exec'] = async (pod, request, signal) => {
      most = Math.max(most, ++now);
      await new Promise(resolve => setTimeout(resolve, 1));
      now--;
      return answering({main: SYSTEM})(pod, request, signal);
    };
    const {rows} = await verified({pods: crowd, logs: {}, exec});
    expect(new Set(rows)).toEqual(new Set(['main NT AUTHORITY\\SYSTEM: as asked']));
    expect([most, rows.length]).toEqual([10, 60]);
  });

  test('into a PowerShell that hangs ends by itself', async () => {
    const exec = (_: unknown, __: ExecRequest, signal: AbortSignal) =>
      new Promise<never>((_, fail) => signal.addEventListener('abort', () => fail(new Error('unused')))).catch(
        () => ({ok: false, problem: problem('interrupted', 'error: interrupted')}) as const,
      );
    const clock: ClockPort = {now: () => new Date(0), sleep: async () => {}};
    const {lines} = await verified({pods: crowd.slice(0, 1), logs: {}, exec}, clock);
    expect(lines[0]).toBe('HP501 ? its log is empty, and exec failed: PowerShell gave no answer within 60 seconds');
  });

  test('says what PowerShell complained about on its other stream', async () => {
    const exec: ClusterPort['exec'] = async (_, {onOutput}) => {
      const text = 'FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrainedLanguage';
      onOutput('stderr', new TextEncoder().encode(text));
      return done(1);
    };
    const {lines} = await verified({pods: crowd.slice(0, 1), logs: {}, exec});
    expect(lines[0]).toContain('by exec: PowerShell is restricted to ConstrainedLanguage');
  });
});

test('no secret of a pod reaches the evidence, wherever it stands', async () => {
  const secret = 'hunter2';
  const pod = podOf([
    proving('main', {
      args: [`; & app --password=${secret}`],
      env: [
        {name: PROOF_VARIABLE, value: protect(PROOF.text)},
        {name: 'TOKEN', value: secret},
      ],
    }),
  ]);
  const annotated = {...pod, metadata: {...(pod.metadata as JsonObject), annotations: {note: `password=${secret}`}}};
  const {evidence, rows} = await verified({
    pods: [annotated],
    logs: {main: [...identityLines(SYSTEM), `connecting with password=${secret}`]},
    exec: null,
  });
  expect(rows).toEqual(['main NT AUTHORITY\\SYSTEM: as asked']);
  expect(evidence).toContain('S-1-5-18');
  expect(evidence).not.toContain(secret);
  expect(evidence).not.toContain('ConvertTo-AsciiJson');
});
