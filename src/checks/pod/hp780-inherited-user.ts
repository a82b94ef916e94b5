import {lostInheritance} from '../../facts/pod/inheritance.ts';
import {defineCheck, fail} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP780',
  id: 'inherited-user',
  about: 'pod',
  severity: 'warning',
  title: 'No annotation asks in vain for the runtime’s own user',
  why: 'microsoft.com/hostprocess-inherit-user works only where containerd’s configuration passes this annotation on; that of AKS nodes does not, and neither does containerd’s default.',
  remedy: 'Set securityContext.windowsOptions.runAsUserName instead, and remove the annotation.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account'],
  askedAs: ['hostprocess-inherit-user', 'inherit user'],
  needs: {inheritance: lostInheritance},
  judge: ({inheritance: {named}}) =>
    fail(
      'the annotation microsoft.com/hostprocess-inherit-user has no effect on AKS nodes',
      named ? {severity: 'info'} : {},
    ),
});
