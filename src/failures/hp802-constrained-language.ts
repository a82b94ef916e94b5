import {defineFailure} from '../kernel/failures.ts';

/** https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_language_modes: the error id is never translated. */
export default defineFailure({
  code: 'HP802',
  id: 'constrained-language',
  seenIn: ['container-log'],
  pattern: /MethodInvocationNotSupportedInConstrainedLanguage|CannotCreateTypeConstrainedLanguage/,
  title: 'PowerShell is restricted to ConstrainedLanguage on the node',
  means: () =>
    'App Control (WDAC) or AppLocker is in force there: PowerShell runs only allowed cmdlets and types, so the proof and most scripts cannot start.',
  remedy: () =>
    'Ask those who own the policy. Nothing can be proven about this node’s pods from inside until PowerShell may run in full language mode for them; a native program is not affected.',
  links: ['https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_language_modes'],
  certainty: 'sourced',
  samples: [
    {seenIn: 'container-log', text: '    + FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrainedLanguage'},
    {
      seenIn: 'container-log',
      text: '    + FullyQualifiedErrorId : CannotCreateTypeConstrainedLanguage,Microsoft.PowerShell.Commands.NewObjectCommand',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'begin: languageMode ConstrainedLanguage'}],
});
