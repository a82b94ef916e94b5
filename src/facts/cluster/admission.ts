import {apiFact, derived, known, type Learned, missing, none, optional} from '../../kernel/facts.ts';
import {apiKindOf, type KubeObject, objectAt, textAt} from '../../kernel/objects.ts';
import type {Admission, GatherPorts} from '../../kernel/ports.ts';
import type {JsonObject, Subject} from '../../kernel/subjects.ts';

/** What the API server says to one pod of the workload, asked as a dry run (nothing is created). */
export const podDryRun = apiFact({
  id: 'pod-dry-run',
  about: 'workload',
  learn: async (subject: Subject<'workload'>, ports: GatherPorts): Promise<Learned<Admission>> => {
    const object = await ports.object(subject);
    if (object.is !== 'known') return object;
    const template = apiKindOf(object.value)?.template;
    if (!template) return none(`a ${subject.type} makes no pods`);
    return ports.dryRun(podOf(object.value, objectAt(object.value, ...template), subject));
  },
});

/** What the API server says to the workload itself; its warnings carry Pod Security's opinion of the pods. */
export const workloadDryRun = apiFact({
  id: 'workload-dry-run',
  about: 'workload',
  learn: async (subject: Subject<'workload'>, ports: GatherPorts): Promise<Learned<Admission>> => {
    const object = await ports.object(subject);
    return object.is === 'known' ? ports.dryRun(object.value) : object;
  },
});

/** The pod-security.kubernetes.io labels of a namespace. */
export const podSecurityLabels = apiFact({
  id: 'pod-security-labels',
  about: 'namespace',
  learn: async (
    subject: Subject<'namespace'>,
    ports: GatherPorts,
  ): Promise<Learned<{enforce: string | null; warn: string | null}>> => {
    const namespace = await ports.get(`/api/v1/namespaces/${encodeURIComponent(subject.name)}`);
    if (namespace.is !== 'known') return namespace;
    const label = (mode: string): string | null =>
      textAt(namespace.value, 'metadata', 'labels', `pod-security.kubernetes.io/${mode}`);
    return known({enforce: label('enforce'), warn: label('warn')});
  },
});

/** Whether pods of the workload are let in, and how that is known: by the pod's dry run, the labels, or the workload's own dry run. */
export type PodAdmission = {admitted: boolean; text: string; learnedFrom: string};

/**
 * The best evidence there is, strongest first. Labels alone prove only a refusal: exemptions and webhooks are not in them.
 * https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export const podAdmission = derived({
  id: 'pod-admission',
  about: 'workload',
  needs: {pod: optional(podDryRun), labels: optional(podSecurityLabels), workload: optional(workloadDryRun)},
  derive: ({pod, labels, workload}): Learned<PodAdmission> => {
    if (pod) return known({admitted: pod.admitted, text: pod.text, learnedFrom: 'a dry run of the pod'});
    if (labels?.enforce === 'baseline' || labels?.enforce === 'restricted')
      return known({
        admitted: false,
        text: `the namespace enforces Pod Security “${labels.enforce}”`,
        learnedFrom: 'the namespace’s labels',
      });
    if (labels?.enforce === 'privileged')
      return known({
        admitted: true,
        text: 'the namespace is labelled privileged',
        learnedFrom: 'the namespace’s labels',
      });
    const warning = workload?.warnings.find(text => text.includes('would violate PodSecurity'));
    if (warning) return known({admitted: false, text: warning, learnedFrom: 'a warning of the workload’s dry run'});
    if (workload && !workload.admitted)
      return known({admitted: false, text: workload.text, learnedFrom: 'a dry run of the workload'});
    return missing(
      'neither a dry run of the pod nor the namespace’s labels could be had, so what admission says to the pods is not known',
    );
  },
});

function podOf(workload: KubeObject, template: JsonObject, subject: Subject<'workload'>): KubeObject {
  if (workload.kind === 'Pod') return workload;
  const metadata = objectAt(template, 'metadata');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {...metadata, name: `${subject.name.slice(0, 50)}-dry-run`, namespace: subject.namespace},
    spec: {...objectAt(template, 'spec'), restartPolicy: textAt(template, 'spec', 'restartPolicy') ?? 'Always'},
  };
}
