import {distribution} from '../../facts/node/derived/distribution.ts';
import {containerdService} from '../../facts/node/derived/services.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';
import {repair} from './repair.ts';

export default defineCheck({
  code: 'HP503',
  id: 'containerd-account',
  about: 'node',
  severity: 'error',
  title: 'containerd runs as LocalSystem or LocalService',
  why: 'Only these accounts may log a HostProcess container on as somebody else; with any other every container fails with “failed to logon user: Access is denied”.',
  remedy: 'sc.exe config containerd obj= LocalSystem, then restart containerd.',
  links: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#troubleshooting-hostprocess-containers',
  ],
  needs: {containerd: containerdService, distribution},
  judge: ({containerd: {name, service}, distribution}) => {
    const account = service.account ?? 'no account';
    if (ALLOWED.test(account)) return pass;
    return fail(`the service ${name} logs on as ${account}`, {
      remedy: repair(
        distribution,
        `On the node: sc.exe config ${name} obj= LocalSystem, then Restart-Service ${name}.`,
      ),
    });
  },
});

/** As the service manager stores them; it takes either spelling of LocalService, in any case. */
const ALLOWED = /^(?:(?:\.\\)?LocalSystem|NT AUTHORITY\\(?:SYSTEM|Local ?Service))$/i;
