import type {Learned} from './facts.ts';
import type {Kind, Subject} from './subjects.ts';

/** The subjects that are known to exist, and quick ways up from one to what it lies in. */
export type Rosters = {
  of(kind: Kind): readonly Subject[];
  above(subject: Subject, kind: Kind): Subject | undefined;
};

/** Indexes rosters by name, so that walking up costs the same in a cluster of five nodes and of five thousand. */
export function indexRosters(rosters: {readonly [kind: string]: Learned<readonly Subject[]>}): Rosters {
  const of = (kind: Kind): readonly Subject[] => {
    const roster = rosters[kind];
    return roster?.is === 'known' ? roster.value : [];
  };
  const byName = (kind: 'node' | 'namespace') =>
    new Map(of(kind).map(subject => ['name' in subject ? subject.name : '', subject]));
  const nodes = byName('node');
  const namespaces = byName('namespace');
  return {
    of,
    above(subject, kind) {
      if (subject.kind === kind) return subject;
      if (kind === 'cluster') return of('cluster')[0];
      if (kind === 'node') return subject.kind === 'pod' && subject.node !== null ? nodes.get(subject.node) : undefined;
      if (kind === 'namespace' && (subject.kind === 'pod' || subject.kind === 'workload'))
        return namespaces.get(subject.namespace);
      return undefined;
    },
  };
}
