import {listOf, type NodeAsk, number, oneOf, orNull, type Reader, record, text} from '../node-ask.ts';

/** One value. Expandable strings come as they are stored, binary ones as hex (64 bytes at most). */
export type RegistryValue =
  | {type: 'string' | 'expand' | 'binary'; data: string}
  | {type: 'dword' | 'qword'; data: number}
  | {type: 'multi'; data: string[]};

/** A key: the names of its values and of the keys in it, 60 of each at most. */
export type RegistryKey = {names: string[]; subkeys: string[]};

/**
 * Keys that may be read with what lies below them, in HKEY_LOCAL_MACHINE: not the accounts database, not LSA. Never a key called
 * Environment, and of a service only its own key.
 */
export const REGISTRY_ROOTS = [
  'SYSTEM\\CurrentControlSet\\Services\\',
  'SYSTEM\\CurrentControlSet\\Policies\\Microsoft\\FVE\\',
  'SYSTEM\\CurrentControlSet\\Control\\CI\\',
  'SYSTEM\\CurrentControlSet\\Control\\ProductOptions\\',
  'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\',
  'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Virtualization\\',
  'SOFTWARE\\Microsoft\\Windows Defender\\',
  'SOFTWARE\\Microsoft\\ServerManager\\',
  'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\',
] as const;

const STRINGS = oneOf('string', 'expand', 'binary');
const NUMBERS = oneOf('dword', 'qword');

const readValue: Reader<RegistryValue> = json =>
  record<Extract<RegistryValue, {data: string}>>({type: STRINGS, data: text})(json) ??
  record<Extract<RegistryValue, {data: number}>>({type: NUMBERS, data: number})(json) ??
  record<Extract<RegistryValue, {type: 'multi'}>>({type: oneOf('multi'), data: listOf(text)})(json);

/** Asks for one value of a key below HKEY_LOCAL_MACHINE (`''` is the default value); null when key or value is absent. */
export const registryValue = (key: string, name: string): NodeAsk<RegistryValue | null> => ({
  ask: {kind: 'registry', key, name},
  read: orNull(readValue),
});

/** Asks for a key below HKEY_LOCAL_MACHINE; null when it is absent. Windows also calls a corrupt or vanishing key absent. */
export const registryKey = (key: string): NodeAsk<RegistryKey | null> => ({
  ask: {kind: 'registry', key},
  read: orNull(record<RegistryKey>({names: listOf(text), subkeys: listOf(text)})),
});
