import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type Dice, dice} from '../windows/random-pods.ts';

/** A pod and the status that it is given, both as the API takes them; the same for the same seed. */
export function randomPodState(seed: number): {pod: JsonObject; status: JsonObject; deleted: boolean} {
  const d = dice(seed);
  const init = Array.from({length: d.below(4)}, (_, index) => ({
    name: `i${index}`,
    image: 'i',
    ...(d.oneIn(3) && {restartPolicy: 'Always'}),
  }));
  const main = Array.from({length: 1 + d.below(3)}, (_, index) => ({name: `c${index}`, image: 'i'}));
  const gates = Array.from({length: d.below(3)}, (_, index) => ({conditionType: `example.com/gate-${index}`}));
  const node = d.pick(['', 'ready']);
  const phase = d.pick(['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown']);
  return {
    pod: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name: `random-${seed}`, finalizers: ['example.com/stay']},
      spec: {
        initContainers: init,
        containers: main,
        readinessGates: gates,
        nodeName: node,
      },
    },
    status: {
      phase,
      ...(d.oneIn(5) && {reason: d.pick(['Evicted', 'NodeLost', 'NodeAffinity'])}),
      ...(d.oneIn(2) && {podIPs: [{ip: '10.0.0.1'}], podIP: '10.0.0.1'}),
      ...(node === '' && d.oneIn(2) && {nominatedNodeName: 'ready'}), // only before it has a node
      conditions: [
        ...['Initialized', 'Ready', ...gates.map(each => each.conditionType)]
          .filter(() => !d.oneIn(3))
          .map(type => ({type, status: d.pick(['True', 'True', 'False', 'Unknown'])})),
        ...(d.oneIn(6) ? [{type: 'PodScheduled', status: 'False', reason: 'SchedulingGated'}] : []),
      ],
      initContainerStatuses: d.oneIn(6) ? [] : init.map(({name}, at) => containerStatus(d, name, at < init.length - 1)),
      containerStatuses: d.oneIn(6) ? [] : main.map(({name}) => containerStatus(d, name, false)),
    },
    deleted: d.oneIn(4),
  };
}

function containerStatus(d: Dice, name: string, likelyDone: boolean): JsonObject {
  return {
    name,
    image: 'i',
    imageID: '',
    ready: d.oneIn(2),
    ...(d.oneIn(2) && {started: !d.oneIn(3)}),
    restartCount: d.pick([0, 0, 1, 7]),
    state: likelyDone && !d.oneIn(3) ? {terminated: {exitCode: 0, reason: 'Completed'}} : containerState(d),
    lastState: d.oneIn(2) ? {terminated: {exitCode: 1, ...(!d.oneIn(4) && {finishedAt: time(d)})}} : {},
  };
}

function containerState(d: Dice): Json {
  switch (d.below(4)) {
    case 0:
      return {running: {startedAt: time(d)}};
    case 1:
      return {
        waiting: {reason: d.pick(['', 'PodInitializing', 'ContainerCreating', 'CrashLoopBackOff', 'ImagePullBackOff'])},
      };
    case 2:
      return {terminated: {exitCode: d.pick([0, 0, 1, 137]), ...(d.oneIn(3) && {signal: 9}), ...reason(d)}};
    default:
      return {};
  }
}

const reason = (d: Dice): JsonObject => (d.oneIn(3) ? {} : {reason: d.pick(['Completed', 'Error', 'OOMKilled'])});

const time = (d: Dice): string =>
  new Date(Date.now() - d.below(400) * d.pick([1e3, 6e4, 36e5, 864e5])).toISOString().replace(/\.\d+/, '');
