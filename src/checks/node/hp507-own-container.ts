import {nodeIdentity, seesNode} from '../../facts/node/derived/identity.ts';
import {defineCheck, fail, notApplicable, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP507',
  id: 'own-container',
  about: 'node',
  severity: 'error',
  title: 'The runtime makes a HostProcess container when it is asked for one',
  why: 'An old runtime takes no notice of hostProcess and starts an ordinary container; what such a container sees is not the node.',
  remedy: 'Use containerd 1.6 or later (1.7 recommended); crictl inspectp shows microsoft.com/hostprocess-container.',
  links: ['https://github.com/kubernetes/kubernetes/issues/110140'],
  needs: {identity: nodeIdentity},
  judge: ({identity}) => {
    if (!seesNode(identity))
      return fail(`the probe was an ordinary container: it ran as ${identity.account} on host ${identity.host}`);
    return identity.mountPoint === null ? notApplicable('it was asked outside of a container') : pass;
  },
});
