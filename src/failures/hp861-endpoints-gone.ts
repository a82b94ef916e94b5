import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/projectcalico/calico/issues/5164. */
export default defineFailure({
  code: 'HP861',
  id: 'endpoints-gone',
  seenIn: ['node-log', 'container-log'],
  pattern: /Failed to look up one or more HNS endpoints/,
  title: 'The pods of the node lost their network',
  means: () =>
    'The service hns was restarted: the endpoints of running pods are gone and are not made again, so those pods have no network any more. HostProcess pods keep theirs.',
  remedy: () =>
    'Delete the ordinary pods of that node so that they are made anew: kubectl get pods -A -o wide --field-selector spec.nodeName=NODE.',
  links: ['https://github.com/projectcalico/calico/issues/5164'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'container-log',
      text: '[WARNING][2684] felix/endpoint_mgr.go 413: Failed to look up one or more HNS endpoints; will schedule a retry',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'HNS endpoints created'}],
});
