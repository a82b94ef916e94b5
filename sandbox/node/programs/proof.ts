import {PROOF, PROOF_ONE_LINE} from '../../../src/facts/node/collector.generated.ts';
import {identityLines} from '../../../src/facts/node/kinds/identity.ts';
import type {ProcessContext} from '../process.ts';

/**
 * Prints what the proof prints on this node, line for line; false when PowerShell's language mode did not let it run.
 * `oneLine`: the form for exec, which has a hash of its own.
 */
export function printProof(oneLine: boolean, context: ProcessContext): boolean {
  if (context.node.proof === 'constrained-language') {
    refuseMethodCall('$text = foreach ($char in ([string]$Value).ToCharArray()) {', context);
    return false;
  }
  const lines = identityLines(context.identity).map(line =>
    oneLine ? line.replace(PROOF.sha256, PROOF_ONE_LINE.sha256) : line,
  );
  if (context.node.proof === 'whole') {
    for (const line of lines) context.print('stdout', line);
    return true;
  }
  const [human = '', begin = '', answer = ''] = lines;
  context.print('stdout', human);
  context.print('stdout', begin);
  context.print('stdout', answer.slice(0, answer.length / 2), true); // the runtime lost the rest
  return true;
}

/** What Windows PowerShell 5.1 says under ConstrainedLanguage to a method call that is not on a core type. */
export function refuseMethodCall(statement: string, context: ProcessContext): void {
  for (const line of [
    'Cannot invoke method. Method invocation is supported only on core types in this language mode.',
    'At line:1 char:4',
    `+ ${statement}`,
    `+    ${'~'.repeat(Math.max(1, statement.length - 4))}`,
    '    + CategoryInfo          : InvalidOperation: (:) [], RuntimeException',
    '    + FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrainedLanguage',
  ]) {
    context.print('stderr', line);
  }
}
