import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, resolve} from 'node:path';
import {Language, type Node, Parser} from 'web-tree-sitter';

/** What a PowerShell text uses, each thing once and sorted; `operators` are those of statements (`&&`), not of expressions. */
export type Inventory = {
  errors: string[];
  commands: string[];
  types: string[];
  members: string[];
  assigned: string[];
  variables: string[];
  operators: string[];
};

/** Nodes of the grammar that Windows PowerShell 5.1 has no syntax for. */
const NEWER = new Set(['pipeline_chain_tail', 'ternary_expression', 'null_coalesce_expression']);

let parser: Parser | undefined;

async function loaded(): Promise<Parser> {
  if (parser) return parser;
  const grammar = dirname(createRequire(import.meta.url).resolve('tree-sitter-powershell/package.json'));
  await Parser.init();
  parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(resolve(grammar, 'tree-sitter-powershell.wasm'))));
  return parser;
}

/** Parses a text with PowerShell's grammar and lists what it uses. A command or member whose name is computed is listed as `(computed)`. */
export async function inventory(text: string): Promise<Inventory> {
  const tree = (await loaded()).parse(text);
  if (tree === null) throw new Error('the parser gave up');
  const found: {[kind in keyof Inventory]: Set<string>} = {
    errors: new Set(),
    commands: new Set(),
    types: new Set(),
    members: new Set(),
    assigned: new Set(),
    variables: new Set(),
    operators: new Set(),
  };
  for (const node of walk(tree.rootNode)) {
    const where = `${node.startPosition.row + 1}:${node.startPosition.column + 1}`;
    if (node.isError || node.isMissing) found.errors.add(`${where} ${node.text.slice(0, 60)}`);
    if (NEWER.has(node.type)) found.errors.add(`${where} newer than Windows PowerShell 5.1: ${node.text.slice(0, 60)}`);
    if (node.type === 'command_name') found.commands.add(node.text);
    if (node.type === 'command_name_expr' && node.namedChild(0)?.type !== 'command_name')
      found.commands.add(`(computed) ${node.text}`);
    if (node.type === 'type_literal') found.types.add(node.text);
    if (node.type === 'member_name') found.members.add(memberOf(node));
    if (node.type === 'left_assignment_expression' && /[.\]]/.test(node.text)) found.assigned.add(node.text);
    if (node.type === 'variable') found.variables.add(node.text);
    if (['command_invokation_operator', 'redirection', '|', '&', '&&', '||'].includes(node.type))
      found.operators.add(node.text.trim());
  }
  tree.delete();
  return Object.fromEntries(
    Object.entries(found).map(([kind, names]) => [kind, [...names].sort()]),
  ) as unknown as Inventory;
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) if (child) yield* walk(child);
}

/** `[Type]::Name`, `.Name`, and `()` behind it for a call. */
function memberOf(node: Node): string {
  const parent = node.parent;
  const [object] = parent?.namedChildren ?? [];
  const name = node.namedChild(0)?.type === 'simple_name' ? node.text : `(computed) ${node.text}`;
  const call = parent?.type === 'invokation_expression' ? '()' : '';
  return object?.type === 'type_literal' ? `${object.text}::${name}${call}` : `.${name}${call}`;
}
