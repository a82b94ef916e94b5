import {describe, expect, test} from 'vitest';
import {
  accountSpellings,
  expectedAdmin,
  readAccount,
  SYSTEM_ACCOUNTS,
  SYSTEM_DOMAIN,
} from '../../src/windows/accounts.ts';
import {userNameErrors} from '../../src/windows/run-as-user-name.ts';

describe('system accounts', () => {
  const spelt = SYSTEM_ACCOUNTS.flatMap(account =>
    accountSpellings[account.name].map(user => [user, account] as const),
  );
  test.each(spelt)('NT AUTHORITY\\%s', (user, account) => {
    expect(readAccount(`${SYSTEM_DOMAIN}\\${user}`)).toEqual(account);
  });

  test('are written as the Kubernetes page writes them, and the API server takes that', () => {
    const written = SYSTEM_ACCOUNTS.map(account => account.canonical);
    expect(written).toEqual(['NT AUTHORITY\\SYSTEM', 'NT AUTHORITY\\Local service', 'NT AUTHORITY\\NetworkService']);
    expect(written.flatMap(userNameErrors)).toEqual([]);
  });

  test('only SYSTEM is an administrator', () => {
    expect(SYSTEM_ACCOUNTS.filter(expectedAdmin).map(account => account.sid)).toEqual(['S-1-5-18']);
  });
});

describe('groups', () => {
  test('a bare name is a local group, whose rights only the node knows', () => {
    const account = readAccount('hpc-localgroup');
    expect(account).toEqual({is: 'group', name: 'hpc-localgroup'});
    expect(expectedAdmin(account)).toBeNull();
  });

  test.each(['Administrators', 'administrators'])('%s is the group of administrators', name => {
    expect(expectedAdmin(readAccount(name))).toBe(true);
  });
});

describe('what cannot log on', () => {
  test.each([
    ['nt authority\\system', 'NT AUTHORITY\\SYSTEM'],
    ['NT Authority\\LocalService', 'NT AUTHORITY\\Local service'],
    ['Nt Authority\\NETWORK SERVICE', 'NT AUTHORITY\\NetworkService'],
    ['NT AUTHORITY\\LocalSystem', 'NT AUTHORITY\\SYSTEM'],
    ['NT AUTHORITY\\SYSTEM ', 'NT AUTHORITY\\SYSTEM'],
    ['NT AUTHORITY\\\\SYSTEM', 'NT AUTHORITY\\SYSTEM'],
    ['NT AUTHORITY/SYSTEM', 'NT AUTHORITY\\SYSTEM'],
    ['SYSTEM', 'NT AUTHORITY\\SYSTEM'],
    ['LocalSystem', 'NT AUTHORITY\\SYSTEM'],
    ['local service', 'NT AUTHORITY\\Local service'],
    ['NetworkService', 'NT AUTHORITY\\NetworkService'],
    ['.\\SYSTEM', 'NT AUTHORITY\\SYSTEM'],
    ['BUILTIN\\Administrators', 'Administrators'],
    ['.\\Administrator', null],
    ['CONTOSO\\gmsa$', null],
    ['CONTOSO\\SYSTEM', null],
    ['Administrator', null],
    ['ContainerAdministrator', null],
    ['ContainerUser', null],
    ['NT AUTHORITY\\IUSR', null],
    ['a\\b\\c', null],
    ['', null],
  ])('%j, meant %j', (name, suggestion) => {
    const account = readAccount(name);
    expect(account).toMatchObject({is: 'unsupported', suggestion});
    expect(expectedAdmin(account)).toBeNull();
  });

  test('a suggestion always works', () => {
    const names = [
      'nt authority\\system',
      'SYSTEM',
      'BUILTIN\\Administrators',
      '.\\SYSTEM',
      'NT AUTHORITY\\local system',
    ];
    const again = names.map(name => {
      const account = readAccount(name);
      return account.is === 'unsupported' && account.suggestion !== null ? readAccount(account.suggestion).is : 'none';
    });
    expect(again).toEqual(['system', 'system', 'group', 'system', 'system']);
  });
});
