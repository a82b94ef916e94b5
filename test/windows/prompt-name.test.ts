import {expect, test} from 'vitest';
import localGroups from '../../src/checks/node/hp526-local-groups.ts';
import logonFailure from '../../src/failures/hp726-logon-failure.ts';
import {promptName} from '../../src/windows/prompt-name.ts';

test.each(['hpc-readers', 'HPC Readers', 'Operatörler', '管理者', "O'Neill", 'a;b,c(d)'])(
  '%s is typed in quotes',
  name => {
    expect(promptName(name)).toBe(`"${name}"`);
  },
);

const HOSTILE = [
  ...['ops&calc', 'a|b', 'a<b', 'a>b', 'a^b', '%PATH%', 'a!b!', 'a" & calc', '$(calc)', 'a`b', '/delete', 'a\\b'],
  ...['a\u201d; calc', 'a\nb', 'a\u0000b', 'a\u202eb', 'a\u2028b'],
];

test.each(HOSTILE)('%j is typed nowhere', name => {
  expect(promptName(name)).toBeNull();
});

/** What HP526 and HP726 say to do about a group of this name that a node lacks. */
function remediesFor(name: string): readonly string[] {
  const verdict = localGroups.judge({groups: [{name, containers: ['main'], renamed: null}]});
  if (verdict.is !== 'fail') throw new Error('a group that is missing is found');
  return [verdict.found[0].remedy ?? '', logonFailure.remedy({}, {account: name})];
}

test('the remedies hold a command for a sound name, and none for one that a prompt acts on', () => {
  for (const remedy of remediesFor('hpc readers')) expect(remedy).toContain('net localgroup "hpc readers" /add');
  for (const remedy of remediesFor('ops&calc')) {
    expect(remedy).not.toMatch(/net localgroup|calc/);
    expect(remedy).toContain('no command to paste');
  }
});
