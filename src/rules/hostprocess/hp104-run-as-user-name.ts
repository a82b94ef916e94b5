import {hostProcessTemplate, userNamePath} from '../../facts/host-process-template.ts';
import {defineCheck, judgeAll} from '../../kernel/checks.ts';

/** https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/; hcsshim internal/jobcontainers/logon.go. */
export default defineCheck({
  code: 'HP104',
  id: 'run-as-user-name',
  about: 'document',
  severity: 'error',
  title: 'Every HostProcess container has a runAsUserName',
  why: 'The API server accepts a pod without it, but Windows then logs on as the image’s user (ContainerUser, ContainerAdministrator), which the node does not have: by hcsshim’s source the container fails with “The user name or password is incorrect.”',
  remedy:
    'Set securityContext.windowsOptions.runAsUserName at pod level: NT AUTHORITY\\SYSTEM, NT AUTHORITY\\Local service, NT AUTHORITY\\NetworkService or a local group.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  needs: {template: hostProcessTemplate},
  judge: ({template}) => {
    const hostProcess = template.containers.filter(container => container.hostProcess);
    const without = hostProcess.filter(container => container.runAsUserName === null);
    const everywhere = {who: 'neither the pod nor a container', at: userNamePath([...template.path, 'spec'])};
    const places =
      without.length === hostProcess.length && without.length > 0
        ? [everywhere]
        : without.map(({name, path}) => ({who: `neither the pod nor container ${name}`, at: userNamePath(path)}));
    return judgeAll(
      places.map(({who, at}) =>
        template.inheritsUser
          ? {
              text: `${who} sets it; hostprocess-inherit-user works only where containerd passes it on`,
              at,
              severity: 'warning',
            }
          : {text: `${who} sets runAsUserName`, at},
      ),
    );
  },
  examples: {
    good: String.raw`apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\Local service}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
    bad: `apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: true
  securityContext:
    windowsOptions: {hostProcess: true}
  containers: [{name: agent, image: registry.example/agent:1}]
`,
  },
});
