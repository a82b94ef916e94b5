import {describe, expect, test} from 'vitest';
import {COLLECTOR, COLLECTOR_DEEP, PROOF, PROOF_ONE_LINE} from '../../src/facts/node/collector.generated.ts';
import {listAt, textAt} from '../../src/kernel/objects.ts';
import type {Json} from '../../src/kernel/subjects.ts';
import {TEMPLATES} from '../../src/templates/index.ts';
import {ALLOWED, ALLOWED_IN_TEMPLATES} from './allowed.ts';
import {ALLOWED_IN_COLLECTOR, ALLOWED_IN_DEEP} from './allowed-collector.ts';
import {type Inventory, inventory} from './syntax.ts';

const KINDS = ['commands', 'types', 'members', 'assigned', 'operators'] as const;
const SCRIPTS = [
  ['the proof', PROOF.text, ALLOWED],
  ['the proof on one line', PROOF_ONE_LINE.text, ALLOWED],
  ['the collector', COLLECTOR.text, ALLOWED_IN_COLLECTOR],
  ['collector-deep', COLLECTOR_DEEP.text, ALLOWED_IN_DEEP],
] as const;

/** The text behind -Command of every container of every template. */
const COMMANDS = TEMPLATES.flatMap(template => {
  const root = template.manifest as Json;
  const spec = template.manifest.kind === 'Pod' ? ['spec'] : ['spec', 'template', 'spec'];
  return listAt(root, ...spec, 'containers').map(container => {
    const argv = listAt(container, 'command');
    return [template.name, textAt(argv, argv.length - 1) ?? ''] as const;
  });
});

/** What a text uses and the list does not name. Variables of its own need no entry: they are assigned in it. */
function beyond(used: Inventory, allowed: typeof ALLOWED): string[] {
  return KINDS.flatMap(kind => used[kind].filter(name => !(name in allowed[kind])).map(name => `${kind}: ${name}`));
}

describe.each(SCRIPTS)('%s', (_, text, allowed) => {
  test('is what Windows PowerShell 5.1 can parse', async () => {
    expect((await inventory(text)).errors).toEqual([]);
  });

  test('uses nothing but what the allow-list names', async () => {
    expect(beyond(await inventory(text), allowed)).toEqual([]);
  });

  test('reads no variable that it does not set itself, and no environment by $env', async () => {
    expect(
      (await inventory(text)).variables.filter(name => !setIn(text).has(name) && !(name in allowed.variables)),
    ).toEqual([]);
  });
});

/** Variables that a text assigns, loops over or takes as parameters. */
const setIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/(\$\w+)(?= \+?= | in )|function [\w-]+\(([^)]*)\)/g)].flatMap(([, name, parameters]) =>
      name ? [name] : (parameters ?? '').split(', '),
    ),
  );

test('a variable of somebody else’s would be seen', async () => {
  const text = 'function f($a) { $b = 1; foreach ($c in $a) { $d } }';
  expect((await inventory(text)).variables.filter(name => !setIn(text).has(name))).toEqual(['$d']);
});

test('the templates’ commands use nothing but the loader and what their own line names', async () => {
  expect(COMMANDS.length).toBe(TEMPLATES.length);
  for (const [name, text] of COMMANDS) {
    const used = await inventory(text);
    expect([name, used.errors, beyond(used, ALLOWED_IN_TEMPLATES)]).toEqual([name, [], []]);
  }
});

test('the allow-lists name nothing that is no longer used', async () => {
  const unused = async (texts: readonly string[], allowed: typeof ALLOWED) => {
    const used = await Promise.all(texts.map(inventory));
    return [...KINDS, 'variables' as const].flatMap(kind =>
      Object.keys(allowed[kind]).filter(name => !used.some(each => each[kind].includes(name))),
    );
  };
  for (const list of [ALLOWED, ALLOWED_IN_COLLECTOR, ALLOWED_IN_DEEP]) {
    const texts = SCRIPTS.filter(([, , allowed]) => allowed === list).map(([, text]) => text);
    expect(await unused(texts, list)).toEqual([]);
  }
  expect(
    await unused(
      COMMANDS.map(([, text]) => text),
      ALLOWED_IN_TEMPLATES,
    ),
  ).toEqual([]);
});

test.each([
  ['a && b', 'newer'],
  ['a || b', 'newer'],
  ['$x ?? 1', '??'],
  ['$x ? 1 : 2', '?'],
  ['$x?.y', '?'],
  ['if (', ''],
])('the parser refuses %s, which Windows PowerShell 5.1 cannot read', async (text, named) => {
  expect((await inventory(text)).errors.join()).toContain(named);
  expect((await inventory(text)).errors).not.toEqual([]);
});

test.each([
  ['Remove-Item x', 'commands: Remove-Item'],
  ['& $tool', 'commands: (computed) $tool'],
  ['1 > x.txt', 'operators: > x.txt'],
  ['[System.IO.File]::Delete(1)', 'members: [System.IO.File]::Delete()'],
  ['$a.($b)', 'members: .(computed) ($b)'],
  ['[Reflection.Assembly]', 'types: [Reflection.Assembly]'],
  ['$host.UI.Title = 1', 'assigned: $host.UI.Title'],
  ['1 | Out-File x', 'operators: |'],
  ['function f { $(iex 1) }', 'commands: iex'],
  ['$x = "$(Stop-Service y)"', 'commands: Stop-Service'],
])('the allow-list would catch %s', async (text, named) => {
  expect(beyond(await inventory(text), ALLOWED)).toContain(named);
});
