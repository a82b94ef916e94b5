import type {Json} from '../../../kernel/subjects.ts';
import {flag, listOf, type NodeAsk, number, orNull, type Reader, record, text} from '../node-ask.ts';

/** A network of the Host Network Service. Its second API has neither management address nor state. */
export type HnsNetwork = {
  id: string;
  name: string;
  /** `NAT`, `L2Bridge`, `L2Tunnel`, `Overlay`, `Transparent`… */
  type: string;
  state: number | null;
  managementIP: string | null;
  adapter: string | null;
  /** `10.244.1.0/24` */
  subnets: string[];
};

/** An endpoint. `state`: 1 created, 2 attached, 3 attached and shared, 4 detached, 5 degraded, 6 destroyed. */
export type HnsEndpoint = {id: string; network: string | null; address: string | null; state: number | null};

/** A load balancer policy; `state` 2 is working. */
export type HnsLoadBalancer = {id: string; state: number | null; vips: string[]; backends: number};

type Objects = {networks: HnsNetwork; endpoints: HnsEndpoint; loadbalancers: HnsLoadBalancer};

/** What hnsdiag lists: the first 30 of them, and how many there are. */
export type Hns<K extends keyof Objects = keyof Objects> = {objects: Objects[K][]; count: number; more: boolean};

const READERS: {readonly [K in keyof Objects]: Reader<Objects[K]>} = {
  networks: record<HnsNetwork>({
    id: text,
    name: text,
    type: text,
    state: orNull(number),
    managementIP: orNull(text),
    adapter: orNull(text),
    subnets: listOf(text),
  }),
  endpoints: record<HnsEndpoint>({id: text, network: orNull(text), address: orNull(text), state: orNull(number)}),
  loadbalancers: record<HnsLoadBalancer>({id: text, state: orNull(number), vips: listOf(text), backends: number}),
};

/**
 * Asks hnsdiag.exe for networks, endpoints or load balancers. The Host Network Service hangs on the very nodes that need a
 * doctor, so it is asked through a program that can be killed. `failed` when what it prints is no JSON.
 */
export const hns = <const K extends keyof Objects>(what: K): NodeAsk<Hns<K>> => ({
  ask: {kind: 'hns', what},
  read: (json: Json) =>
    record<Hns<K>>({objects: listOf(READERS[what] as Reader<Objects[K]>), count: number, more: flag})(json),
});
