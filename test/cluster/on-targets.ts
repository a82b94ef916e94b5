import {describe} from 'vitest';
import {suiteNeeds} from '../skips.ts';
import {CONTROL_PLANE, SANDBOX, type TargetKind} from './target.ts';

/**
 * Runs a suite on the real control plane and in the sandbox; the one that cannot run here is skipped under its name. `alsoNeeds` says what
 * else the suite lacks.
 */
export function onTargets(
  suite: string,
  title: string,
  tests: (kind: TargetKind) => void,
  alsoNeeds: (kind: TargetKind) => string | null = () => null,
): void {
  for (const kind of [CONTROL_PLANE, SANDBOX]) {
    const name = kind === SANDBOX ? `${suite}-in-sandbox` : suite;
    const skip = suiteNeeds(name, () => kind.lacks() ?? alsoNeeds(kind));
    describe.skipIf(skip)(`${title} (${kind.name})`, () => tests(kind));
  }
}
