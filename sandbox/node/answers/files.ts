import {inAnyCase, type PretendFacts} from './facts.ts';
import {type Answerer, absent, given, stamp, unsupported} from './given.ts';

const INSTALLED = Date.UTC(2026, 0, 15, 8);
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('\\'));
const there = (facts: PretendFacts): string[] =>
  Object.entries(facts.files).flatMap(([path, file]) => (file === null ? [] : [path]));
const isFolder = (facts: PretendFacts, path: string): boolean =>
  there(facts).some(file => file.toLowerCase().startsWith(`${path.toLowerCase().replace(/\\$/, '')}\\`));

export const file: Answerer = ({ask, facts}) => {
  const path = String(ask['path']);
  const found = inAnyCase(facts.files, path);
  const times = {createdAt: stamp(INSTALLED), modifiedAt: stamp(INSTALLED)};
  if (found) {
    const {is, size, version, lines} = found;
    const asked = ask['tailBytes'] !== undefined && is === 'file';
    if (asked && !/\.(log|txt)$/.test(path)) return unsupported('only logs are read');
    const text = lines
      .map(line => `${line}\n`)
      .join('')
      .slice(-Number(ask['tailBytes'] ?? 0));
    return given({is, size: is === 'file' ? size : null, ...times, version, tail: asked ? text : null});
  }
  if (found === undefined && isFolder(facts, path))
    return given({is: 'folder', size: null, ...times, version: null, tail: null});
  return absent(isFolder(facts, parentOf(path)) ? -2147024894 : -2147024893);
};

export const folder: Answerer = ({ask, facts}) => {
  const path = String(ask['path']).replace(/\\$/, '');
  if (!isFolder(facts, path)) return absent(-2147024893);
  const pattern = new RegExp(
    `^${String(ask['pattern'])
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  );
  const names = new Map<string, 'file' | 'folder'>();
  for (const each of there(facts)) {
    if (!each.toLowerCase().startsWith(`${path.toLowerCase()}\\`)) continue;
    const [name = '', ...below] = each.slice(path.length + 1).split('\\');
    if (pattern.test(name)) names.set(name, below.length > 0 ? 'folder' : 'file');
  }
  const limit = Number(ask['limit']);
  const entries = [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, is]) => ({name, is, size: is === 'file' ? 4096 : null, modifiedAt: stamp(INSTALLED)}));
  return given({entries: entries.slice(0, limit), more: entries.length > limit});
};

export const registry: Answerer = ({ask, facts}) => {
  const key = String(ask['key']);
  if (typeof ask['name'] === 'string') {
    const value = inAnyCase(facts.registry, `${key}\\${ask['name']}`);
    return value ? given(value) : absent();
  }
  const below = Object.entries(facts.registry)
    .filter(([path, value]) => value !== null && path.toLowerCase().startsWith(`${key.toLowerCase()}\\`))
    .map(([path]) => path.slice(key.length + 1));
  if (below.length === 0) return absent();
  const subkeys = below.filter(name => name.includes('\\')).map(name => name.split('\\')[0] ?? '');
  return given({names: below.filter(name => !name.includes('\\')), subkeys: [...new Set(subkeys)]});
};
