import {type Judgement, judgeAll, notApplicable} from '../../kernel/checks.ts';
import {derived, known, type Learned, type Missing, missing} from '../../kernel/facts.ts';
import type {Identity} from '../node/kinds/identity.ts';
import {type Asked, type AskedContainer, asked} from './asked.ts';
import {type ContainerIdentity, identity} from './identity.ts';

/** A container's process: what was asked for it and what it really is. */
export type Process = AskedContainer & {node: string | null; real: Identity};

/**
 * One judgement of a pod from that of each of its processes. What is wrong with one stands, whoever else was silent; where nothing is
 * wrong, one that was silent leaves it missing. Everything found points at its container.
 */
export const judgedProcesses = (id: string, judge: (process: Process) => Judgement) =>
  derived({
    id,
    about: 'pod',
    needs: {asked, identities: identity},
    derive: ({asked, identities}) => combined(asked, identities, judge),
  });

function combined(
  {node, containers}: Asked,
  identities: readonly ContainerIdentity[],
  judge: (process: Process) => Judgement,
): Learned<Judgement> {
  const silent: {container: string; why: Missing}[] = [];
  const judged: {of: AskedContainer; judgement: Judgement}[] = [];
  for (const of of containers) {
    const real = identities.find(each => each.container === of.container)?.identity ?? missing('it was not asked');
    if (real.is === 'known') judged.push({of, judgement: judge({...of, node, real: real.value})});
    else silent.push({container: of.container, why: real.is === 'missing' ? real : missing(real.because)});
  }
  const named = (names: readonly string[], text: string): string =>
    containers.length === 1 ? text : `container${names.length === 1 ? '' : 's'} ${names.join(', ')}: ${text}`;
  const found = judged.flatMap(({of, judgement}) =>
    judgement.is === 'fail'
      ? judgement.found.map(each => ({...each, text: named([of.container], each.text), at: of.at}))
      : [],
  );
  if (found.length > 0) return known(judgeAll(found));
  const causes = new Set(silent.map(({why}) => why.cause));
  if (silent.length > 0)
    return missing(
      [...Map.groupBy(silent, ({why}) => why.because)]
        .map(([because, each]) =>
          named(
            each.map(({container}) => container),
            because,
          ),
        )
        .join('; '),
      causes.size === 1 ? ([...causes][0] ?? null) : null,
    );
  const aside = judged.map(({judgement}) => judgement);
  return known(aside.find(each => each.is === 'pass') ?? aside[0] ?? notApplicable('the pod has no container'));
}
