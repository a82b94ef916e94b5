import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/moby/buildkit/issues/6590, https://github.com/microsoft/Windows-Containers/issues/621. Windows prints the end in its own language. */
export default defineFailure({
  code: 'HP742',
  id: 'nested-binding',
  seenIn: ['container-log'],
  pattern: /(?:ApplyFileBinding|failed to bind target)[^\n]{0,500}(?:Access is denied|Zugriff verweigert)/,
  title: 'A HostProcess container may not bind files itself',
  means: () =>
    'The program binds files as container engines do, and Windows refuses that inside a HostProcess container of containerd 1.7 and later, which lives in a binding of its own.',
  remedy: () => 'Let the tool use junctions or copies, or run it outside a pod; no account or right helps.',
  links: ['https://github.com/moby/buildkit/issues/6590', 'https://github.com/microsoft/Windows-Containers/issues/621'],
  certainty: 'sourced',
  samples: [
    {seenIn: 'container-log', text: 'error: failed to solve: ApplyFileBinding C:\\hpc\\tmp: Access is denied.'},
    {seenIn: 'container-log', text: 'failed to bind target "C:\\\\a" to root "C:\\\\b": Zugriff verweigert'},
  ],
  notThis: [
    {
      seenIn: 'container-state',
      text: 'RunContainerError: failed to create containerd task: failed to create shim task: failed to bind target "C:\\\\hpc" to root "D:\\\\" for job object: Do not attach the filter to the volume at this time.: unknown',
    },
    {seenIn: 'container-log', text: 'copy C:\\a: Access is denied.'},
  ],
});
