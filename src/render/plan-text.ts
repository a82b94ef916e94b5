import type {Plan, PlanEntry} from '../kernel/telling.ts';
import type {Style} from './style.ts';
import {visible} from './visible.ts';

/** What a run would do, for a person who is about to agree: objects, where, as whom, for how long. */
export function planText(plan: Plan, style: Style): string {
  const where = `namespace ${plan.namespace}${plan.namespaceBecause === null ? '' : ` (${plan.namespaceBecause})`}`;
  const facts: [string, string][] = [
    ['on', nodesText(plan)],
    ['as', plan.accounts.join(', ') || 'the image’s own user'],
    ['image', plan.images.join(', ') || 'none named'],
    ['ends', endText(plan)],
  ];
  return [
    `In ${visible(where)}:\n`,
    ...plan.entries.flatMap(entry => entryLines(entry, style)),
    ...facts.map(([word, text]) => `    ${style.dim(word)}${' '.repeat(8 - word.length)}${visible(text)}\n`),
  ].join('');
}

const VERBS: Record<PlanEntry['action'], string> = {create: 'create', change: 'change', keep: 'unchanged'};

function entryLines(entry: PlanEntry, style: Style): string[] {
  const shown = entry.changes
    .slice(0, 12)
    .map(change => `      ${visible(change.path)}: ${short(change.from)} -> ${short(change.to)}\n`);
  const more = entry.changes.length > 12 ? [`      and ${entry.changes.length - 12} more places\n`] : [];
  return [`  ${VERBS[entry.action]} ${style.bold(visible(entry.object))}\n`, ...shown, ...more];
}

const short = (value: unknown): string => {
  const text = value === null ? 'nothing' : visible(JSON.stringify(value));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

function nodesText({nodes, onePod}: Plan): string {
  if (nodes === null) return 'Windows nodes that could not be listed';
  const names = nodes.slice(0, 5).join(', ');
  return `${onePod && nodes.length > 1 ? 'one of ' : ''}${nodes.length} Windows node${nodes.length === 1 ? '' : 's'}: ${names}${nodes.length > 5 ? ', …' : ''}`;
}

function endText(plan: Plan): string {
  const limit =
    plan.endsAfterSeconds === null
      ? null
      : `its processes end by themselves after ${plan.endsAfterSeconds} seconds at the latest`;
  if (plan.removedAtEnd) return limit === null ? 'removed at the end' : `removed at the end; ${limit}`;
  return limit ?? 'stays until you delete it';
}
