import {defineFailure} from '../kernel/failures.ts';

/** HostProcess containers use the node’s resolver: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows. */
export default defineFailure({
  code: 'HP758',
  id: 'cluster-dns',
  seenIn: ['container-log'],
  pattern:
    /(?:lookup |No such host is known\.? \(|could not be resolved: ')(?<name>(?:[\w-]{1,63}\.)?[\w-]{1,63}\.svc)(?=\.|:|'|\b)/i,
  title: 'Cluster names do not resolve on the node',
  means: ({name}) =>
    `The program looks up ${name ?? 'a service name'}, and a HostProcess container asks the node’s DNS, which does not know the cluster’s names; dnsPolicy: ClusterFirstWithHostNet is not supported on Windows.`,
  remedy: () =>
    'Use the service’s IP address, or teach the node: a DNS suffix and a name resolution rule (Add-DnsClientNrptRule) that point at the cluster’s DNS.',
  links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-log',
      text: 'Post "http://collector.monitoring.svc.cluster.local:4318/v1/traces": dial tcp: lookup collector.monitoring.svc.cluster.local: no such host',
    },
    {seenIn: 'container-log', text: 'dial tcp: lookup kubernetes.default.svc: No such host is known.'},
    {
      seenIn: 'container-log',
      text: 'System.Net.Http.HttpRequestException: No such host is known. (collector.monitoring.svc.cluster.local:80)',
    },
  ],
  notThis: [
    {seenIn: 'container-log', text: 'dial tcp: lookup registry.example: no such host'},
    {
      seenIn: 'event',
      text: 'Error creating: Internal error occurred: failed calling webhook "a.b.c": Post "https://w.ns.svc:443/": no such host',
    },
  ],
});
