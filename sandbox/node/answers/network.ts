import {inAnyCase} from './facts.ts';
import {type Answerer, type Asked, given, unsupported} from './given.ts';

const PUBLIC_ADDRESS = '203.0.113.10';
const isAddress = (name: string): boolean => /^[\d.]+$|:/.test(name);

/** Addresses of a name as the node resolves it, or the socket error; cluster names mean nothing to the host's resolver. */
function resolved(name: string, {facts}: Asked): readonly string[] | number {
  if (isAddress(name)) return [name];
  return (
    inAnyCase(facts.dns, name) ??
    inAnyCase(facts.dns, '*') ??
    (/\.cluster\.local$/.test(name) ? 11001 : [PUBLIC_ADDRESS])
  );
}

/** A target or port as the script reads it: `$NAME` is a variable of the pod; null when it is not set. */
const word = (value: unknown, {context}: Asked): string | null =>
  String(value).startsWith('$') ? (context.variable(String(value).slice(1)) ?? null) : String(value);

export const dns: Answerer = asked => {
  const found = resolved(String(asked.ask['name']), asked);
  return given(
    typeof found === 'number' ? {addresses: [], code: found, ms: 41} : {addresses: found, code: null, ms: 3},
  );
};

export const tcp: Answerer = asked => {
  const target = word(asked.ask['target'], asked);
  const port = word(asked.ask['port'], asked);
  if (target === null || port === null) return unsupported(`${String(asked.ask['target']).slice(1)} is not set`);
  const found = resolved(target, asked);
  if (typeof found === 'number') return given({reached: false, code: found, address: null, ms: 0});
  const {tcp: written} = asked.facts;
  const code = [`${target}:${port}`, `${asked.ask['target']}`, '*']
    .map(key => inAnyCase(written, key))
    .find(each => each !== undefined);
  return given({
    reached: (code ?? null) === null,
    code: code ?? null,
    address: found[0] ?? null,
    ms: code === 10060 ? 3000 : 4,
  });
};

export const http: Answerer = ({ask, facts}) => {
  const status = facts.http[String(ask['url'])] ?? 200;
  return given(
    status < 0
      ? {status: null, code: -status, body: null, ms: 2000}
      : {status, code: null, body: status === 200 ? 'ok' : 'not ok', ms: 5},
  );
};

export const hns: Answerer = ({ask, facts}) => {
  const objects = facts.hns[ask['what'] as 'networks' | 'endpoints' | 'loadbalancers'];
  return given({objects: objects.slice(0, 30), count: objects.length, more: objects.length > 30});
};
