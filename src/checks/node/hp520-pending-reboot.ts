import {nodeFact} from '../../facts/node/derived/node-fact.ts';
import {type Host, host} from '../../facts/node/kinds/host.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP520',
  id: 'pending-reboot',
  about: 'node',
  severity: 'warning',
  title: 'No restart of the node is due',
  why: 'Between an update and the restart old and new parts of Windows are mixed; containers and networks may fail until then.',
  remedy: 'Drain the node and restart it.',
  links: ['https://learn.microsoft.com/windows/deployment/update/waas-restart'],
  needs: {host: nodeFact(host())},
  judge: ({host}) => {
    const reasons = host.pendingReboot.flatMap(reason => REASONS[reason] ?? []);
    const days = Math.floor((Date.parse(host.utc) - Date.parse(host.bootedAt)) / 86_400_000);
    const since = days < 1 ? 'since today' : days === 1 ? 'for 1 day' : `for ${days} days`;
    return reasons.length === 0
      ? pass
      : fail(`a restart is due for ${reasons.join(' and ')}; the node has been up ${since}`);
  },
});

/** Files to be renamed at the next start are no sign by themselves: scanners and browsers leave them behind for ever. */
const REASONS: {readonly [reason in Host['pendingReboot'][number]]: string | null} = {
  servicing: 'Windows’ component store',
  update: 'Windows Update',
  'computer-name': 'a new computer name',
  rename: null,
};
