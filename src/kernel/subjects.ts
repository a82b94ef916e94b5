/** Plain JSON: the only shape a fact's value may have, so that saved evidence equals live evidence. */
export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json};

export type JsonObject = {readonly [key: string]: Json};

/** Steps from a document's root to a value in it: `['spec', 'containers', 0, 'name']`. */
export type Path = readonly (string | number)[];

/** What a verdict can be about. A workload is a live object or one that is about to be created. */
export type Subjects = {
  cluster: {kind: 'cluster'; name: string};
  namespace: {kind: 'namespace'; name: string};
  node: {kind: 'node'; name: string};
  workload: {kind: 'workload'; apiVersion: string; type: string; namespace: string; name: string};
  pod: {kind: 'pod'; namespace: string; name: string; node: string | null};
  document: {kind: 'document'; source: string; index: number};
};
export type Kind = keyof Subjects;
export type Subject<K extends Kind = Kind> = Subjects[K];

export const KINDS: readonly Kind[] = ['cluster', 'namespace', 'node', 'workload', 'pod', 'document'];

/** What a check about K may need facts of: K itself and what K lies in. The engine walks up, never down. */
export type Above = {
  cluster: 'cluster';
  namespace: 'namespace' | 'cluster';
  node: 'node' | 'cluster';
  workload: 'workload' | 'namespace' | 'cluster';
  pod: 'pod' | 'node' | 'namespace' | 'cluster';
  document: 'document' | 'cluster';
};

/** The identity of a subject in evidence and reports; equal subjects have equal keys. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case 'cluster':
      return 'cluster';
    case 'namespace':
    case 'node':
      return `${subject.kind}/${subject.name}`;
    case 'workload':
      return `workload/${subject.apiVersion}/${subject.type}/${subject.namespace}/${subject.name}`;
    case 'pod':
      return `pod/${subject.namespace}/${subject.name}`;
    case 'document':
      return `document/${subject.source}#${String(subject.index).padStart(4, '0')}`;
  }
}

/** Where a subject lies, as kubectl is told; what lies in `default` does not say so. */
const place = (namespace: string): string => (namespace === 'default' ? '' : ` -n ${namespace}`);

/** How a person calls a subject: short, and as kubectl would take it. */
export function subjectName(subject: Subject): string {
  switch (subject.kind) {
    case 'cluster':
      return subject.name || 'cluster';
    case 'namespace':
      return `namespace/${subject.name}`;
    case 'node':
      return subject.name;
    case 'workload':
      return `${subject.type.toLowerCase()}/${subject.name}${place(subject.namespace)}`;
    case 'pod':
      return subject.node
        ? `${subject.name}${place(subject.namespace)} on ${subject.node}`
        : `pod/${subject.name}${place(subject.namespace)}`;
    case 'document':
      return subject.source;
  }
}
