import {distribution, type NodeDistribution} from '../../facts/node/derived/distribution.ts';
import {type NamedService, neededServices} from '../../facts/node/derived/services.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';
import {repair} from './repair.ts';

export default defineCheck({
  code: 'HP505',
  id: 'services',
  about: 'node',
  severity: 'error',
  title: 'The services that containers need are running',
  why: 'Without the Host Network Service, the Host Compute Service, the kubelet or containerd the node starts no pod or gives it no network.',
  remedy: 'Start the service; its last error is in the System event log.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/'],
  needs: {services: neededServices, distribution},
  judge: ({services, distribution}) => judgeAll(services.flatMap(service => foundIn(service, distribution))),
});

const WINDOWS_OWN = ['hns', 'vmcompute'];

function foundIn({name, service}: NamedService, distribution: NodeDistribution): Found[] {
  if (service?.state === 'Running') return [];
  if (service === null) {
    const remedy = WINDOWS_OWN.includes(name)
      ? 'Install the Windows feature Containers and restart the node.'
      : `Install ${name} again as it is installed on the other nodes.`;
    return [{text: `the service ${name} is not installed`, remedy: repair(distribution, remedy)}];
  }
  const disabled = service.start === 'disabled';
  const start = disabled
    ? `Set-Service ${name} -StartupType Automatic; Start-Service ${name}`
    : `Start-Service ${name}`;
  return [
    {
      text: `the service ${name} is ${STATE_WORDS[service.state]}${disabled ? ' and disabled' : ''}`,
      remedy: `On the node: ${start}. If it stops again, the System event log says why (source Service Control Manager).`,
    },
  ];
}

const STATE_WORDS = {
  Stopped: 'stopped',
  StartPending: 'still starting',
  StopPending: 'stopping',
  ContinuePending: 'resuming',
  PausePending: 'pausing',
  Paused: 'paused',
} as const;
