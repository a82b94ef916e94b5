import {nodeFact} from '../../facts/node/derived/node-fact.ts';
import {file} from '../../facts/node/kinds/file.ts';
import {podRuntime} from '../../facts/pod/runtime.ts';
import {podToken} from '../../facts/pod/token.ts';
import {defineCheck, fail, notApplicable, pass} from '../../kernel/checks.ts';
import {mountModel, parseRuntime, windowsBuild} from '../../windows/versions.ts';

export default defineCheck({
  code: 'HP518',
  id: 'token-path',
  about: 'pod',
  severity: 'warning',
  title: 'The service account’s token is where programs look for it',
  why: 'Where Windows or containerd is too old to bind paths, the token lies below the container’s folder only, and client libraries say “unable to load in-cluster configuration”.',
  remedy: 'Use containerd 1.7 and a current Windows, or read the token below %CONTAINER_SANDBOX_MOUNT_POINT%.',
  links: ['https://github.com/kubernetes/kubernetes/issues/104562'],
  needs: {token: podToken, runtime: podRuntime, library: nodeFact(file('C:\\Windows\\System32\\bindfltapi.dll'))},
  judge: ({token, runtime, library}) => {
    const model = mountModel({
      containerd: parseRuntime(runtime.runtime ?? '')?.version ?? null,
      bindFilter: library !== null,
      build: windowsBuild(runtime.kernel ?? ''),
    });
    if (model === null) return notApplicable(`how ${runtime.runtime ?? 'its runtime'} mounts volumes is not known`);
    if (model === 'bind') return pass;
    const because = model === 'symlink' ? `${runtime.runtime} does not bind paths` : 'the node has no bindfltapi.dll';
    return fail(`${token.path} does not exist at that path in the container, for ${because}`);
  },
});
