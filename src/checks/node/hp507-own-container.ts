import {nodeIdentity} from '../../facts/node/derived/identity.ts';
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
    if (identity.mountPoint !== null) return pass;
    return /^S-1-5-93-/.test(identity.sid) || /^user manager\\/i.test(identity.account)
      ? fail(`the node’s answers come from an ordinary container: it runs as ${identity.account}`)
      : notApplicable('it was asked outside of a container');
  },
});
