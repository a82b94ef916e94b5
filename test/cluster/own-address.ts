import {networkInterfaces} from 'node:os';

/** An IPv4 address of this machine that is not the loopback's; null when it has none. */
export function ownAddress(): string | null {
  const addresses = Object.values(networkInterfaces()).flatMap(each => each ?? []);
  return addresses.find(({family, internal}) => family === 'IPv4' && !internal)?.address ?? null;
}
