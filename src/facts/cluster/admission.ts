import {apiFact, known, type Learned, missing, none} from '../../kernel/facts.ts';
import {apiKindOf, objectAt, textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {JsonObject, Subject} from '../../kernel/subjects.ts';
import {isHostProcess} from '../../windows/options.ts';
import {maskSecrets} from '../pod/mask.ts';
import {imaginedPod} from './imagined-pod.ts';

/** Whether pods of the workload are let in, and how that is known: by the pod's dry run, the labels, or the workload's own dry run. */
export type PodAdmission = {namespace: string; admitted: boolean; text: string; learnedFrom: string};

/**
 * The best evidence that can be had, strongest first, and no more than that. Labels alone prove only so much: exemptions and
 * webhooks are not in them. Creates nothing. https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export const podAdmission = apiFact({
  id: 'pod-admission',
  about: 'workload',
  learn: async (subject: Subject<'workload'>, ports: GatherPorts): Promise<Learned<PodAdmission>> => {
    const object = await ports.object(subject);
    if (object.is !== 'known') return object;
    const template = apiKindOf(object.value)?.template;
    if (!template) return none(`a ${subject.type} makes no pods`);
    const {namespace} = subject;
    if (textAt(object.value, 'metadata', 'uid') !== null)
      return liveAdmission(subject, objectAt(object.value, ...template, 'spec'), ports);
    const say = (admitted: boolean, text: string, learnedFrom: string): Learned<PodAdmission> =>
      known({namespace, admitted, text: maskSecrets(text), learnedFrom});
    const pod = await ports.dryRun(imaginedPod(object.value, namespace) ?? object.value);
    // a pod that is not valid was never shown to the policies, and only the workload itself can tell whose fault that is
    const invalid = pod.is === 'known' && pod.value.is === 'invalid' && subject.type !== 'Pod';
    if (pod.is === 'known' && !invalid) return say(pod.value.is === 'admitted', pod.value.text, 'a dry run of the pod');
    const workload = await ports.dryRun(object.value);
    if (workload.is === 'known' && workload.value.is !== 'admitted')
      return say(false, workload.value.text, 'a dry run of the workload');
    const enforced = await enforcedLevel(namespace, ports);
    if (enforced === 'baseline' || enforced === 'restricted')
      return say(false, `the namespace enforces Pod Security “${enforced}”`, 'the namespace’s labels');
    if (enforced === 'privileged') return say(true, 'the namespace is labelled privileged', 'the namespace’s labels');
    if (workload.is !== 'known')
      return missing(
        'neither a dry run of the pod nor the namespace’s labels could be had, so what admission says to the pods is not known',
      );
    const warning = workload.value.warnings.find(text => text.includes('would violate PodSecurity'));
    if (warning !== undefined) return say(false, warning, 'a warning of the workload’s dry run');
    return missing(
      `the workload itself is admitted, but what admission says to its pods could not be tried${pod.is === 'known' ? `: ${maskSecrets(pod.value.text)}` : ''}`,
    );
  },
});

/**
 * What awaits the next pods of a workload that exists: nothing is tried on a live cluster, and its own events (HP407) tell what
 * policies, quotas and webhooks refuse.
 */
async function liveAdmission(
  subject: Subject<'workload'>,
  podSpec: JsonObject,
  ports: GatherPorts,
): Promise<Learned<PodAdmission>> {
  if (subject.type === 'Pod') return none('the pod has been admitted');
  if (!isHostProcess(podSpec)) return none('its pods ask for no HostProcess containers');
  const {namespace} = subject;
  const read = await ports.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}`);
  if (read.is !== 'known') return read.is === 'none' ? missing(read.because) : read;
  const level = textAt(read.value, 'metadata', 'labels', 'pod-security.kubernetes.io/enforce');
  if (level === null) return none('the namespace has no Pod Security label');
  const text = `the namespace enforces Pod Security “${level}”: pods that run stay, new ones are refused`;
  return known({namespace, admitted: level === 'privileged', text, learnedFrom: 'the namespace’s labels'});
}

async function enforcedLevel(namespace: string, ports: GatherPorts): Promise<string | null> {
  const read = await ports.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}`);
  return read.is === 'known' ? textAt(read.value, 'metadata', 'labels', 'pod-security.kubernetes.io/enforce') : null;
}
