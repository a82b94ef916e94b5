import type {Json, JsonObject} from '../../../kernel/subjects.ts';
import {flag, listOf, type NodeAsk, type Reader, record} from '../node-ask.ts';

/** A property of a row: what WMI has as date is ISO 8601 in UTC. */
export type CimValue = string | number | boolean | null | readonly (string | number | boolean)[];

/** Rows with the properties that were asked for; `more` when there were others (40 rows at most). */
export type Cim<P extends string = string> = {rows: {readonly [name in P]: CimValue}[]; more: boolean};

/** The classes that may be asked, with their namespaces. Win32_Product is never one: asking it repairs packages. */
export const CIM_CLASSES = {
  Win32_ComputerSystem: 'root\\cimv2',
  Win32_OperatingSystem: 'root\\cimv2',
  Win32_PageFileUsage: 'root\\cimv2',
  Win32_Service: 'root\\cimv2',
  MSFT_DNSClientServerAddress: 'root\\standardcimv2',
  MSFT_NetAdapter: 'root\\standardcimv2',
  MSFT_NetIPAddress: 'root\\standardcimv2',
  MSFT_NetTCPConnection: 'root\\standardcimv2',
  MSFT_MpComputerStatus: 'root\\Microsoft\\Windows\\Defender',
  MSFT_MpPreference: 'root\\Microsoft\\Windows\\Defender',
} as const;

const isScalar = (json: Json | undefined): boolean => ['string', 'number', 'boolean'].includes(typeof json);

/**
 * Asks WMI; null when the class does not exist there, as Defender's where it was removed. `filter` as in WQL: `Name='hns'`.
 * Every property that was asked for must be in every row.
 */
export const cim = <const P extends string>(
  name: keyof typeof CIM_CLASSES,
  options: {filter?: string; properties: readonly P[]},
): NodeAsk<Cim<P> | null> => {
  const row: Reader<{readonly [name in P]: CimValue}> = json => {
    if (json === null || typeof json !== 'object' || Array.isArray(json)) return undefined;
    const entries = options.properties.map(property => [property, (json as JsonObject)[property]] as const);
    const whole = entries.every(
      ([, value]) => value === null || isScalar(value) || (Array.isArray(value) && value.every(isScalar)),
    );
    return whole ? (Object.fromEntries(entries) as {[name in P]: CimValue}) : undefined;
  };
  const read = record<Cim<P>>({rows: listOf(row), more: flag});
  return {
    ask: {
      kind: 'cim',
      class: name,
      columns: [...options.properties],
      ...(options.filter === undefined ? {} : {filter: options.filter}),
    },
    read: json => (json === null ? null : read(json)),
  };
};
