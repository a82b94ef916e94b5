import {distribution} from '../../facts/node/derived/distribution.ts';
import {nodeFact} from '../../facts/node/derived/node-fact.ts';
import {file} from '../../facts/node/kinds/file.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';
import {repair} from './repair.ts';

export default defineCheck({
  code: 'HP504',
  id: 'bind-filter',
  about: 'node',
  severity: 'warning',
  title: 'Windows can bind paths into HostProcess containers',
  why: 'Without bindfltapi.dll volumes do not appear at their mountPath but only below the container’s folder, and C:\\hpc is another for each container.',
  remedy: 'Install the Windows update of July 2022 or a later one.',
  links: [
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-windows/1981-windows-privileged-container-support',
  ],
  needs: {library: nodeFact(file('C:\\Windows\\System32\\bindfltapi.dll')), distribution},
  judge: ({library, distribution}) =>
    library !== null
      ? pass
      : fail('C:\\Windows\\System32\\bindfltapi.dll is missing', {
          remedy: repair(
            distribution,
            'Install the newest cumulative update of Windows (July 2022 or later) and restart the node.',
          ),
        }),
});
