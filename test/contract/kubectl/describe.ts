import {$, type Case, example, fails} from './case.ts';
import {configMap, documents, hostProcessPod, pendingPod, workload} from './inputs.ts';

/** What runs on a node at the time, and its sums. */
const RUNNING = /^ {2}\S+ +\S+ +\d+ \(\d+%\)|^ {2}(?:cpu|memory) |^Non-terminated Pods|^Events:/;

export const DESCRIBE: readonly Case[] = [
  example(
    'describe-nodes',
    $('describe node win-1', {unordered: true, apart: RUNNING}),
    fails('describe node nothing'),
    $('describe nodes win', {unordered: true, apart: RUNNING}),
  ),
  example(
    'describe-pods',
    $('create -f -', documents(pendingPod('waiting'), hostProcessPod('running', {main: 'ping -t 127.0.0.1'}))),
    $('describe pod waiting'),
    $('wait --for=condition=Ready pod/running --timeout=20s'),
    $('describe pod running', {until: /Started container/, unordered: true}),
    fails('describe pod nothing'),
    $('describe pods -l app=pending'),
    $('describe pods -l app=none'),
  ),
  example(
    'describe-workloads',
    $(
      'create -f -',
      documents(
        workload('DaemonSet', 'agents'),
        workload('Deployment', 'web', 'replicas: 1'),
        workload('Job', 'once', '', 'echo done'),
      ),
    ),
    $('rollout status ds/agents --timeout=20s', {silent: true}),
    $('rollout status deployment/web --timeout=20s', {silent: true}),
    $('wait --for=condition=Complete job/once --timeout=20s'),
    $('describe ds agents', {until: /SuccessfulCreate/, unordered: true}),
    $('describe deployment web', {unordered: true}),
    $('describe job once', {until: /Completed/, unordered: true}),
    $('get ds,deployment,rs,job -o wide'),
    $('get ds agents -o yaml'),
    $('get deployment web -o yaml'),
    $('get job once -o yaml'),
    $('get controllerrevisions'),
    $('get all', {unordered: true}),
  ),
  example(
    'describe-others',
    $('create -f -', configMap('one')),
    $('describe cm one'),
    $('describe ns describe-others'),
    $('describe sa default'),
    $('describe svc kubernetes -n default'),
    fails('describe nothing x'),
  ),
];
