import {defineFailure} from '../kernel/failures.ts';

/** The script of the AKS page, whose expected output was always this error: pwsh without the type, so the check concluded nothing. */
export default defineFailure({
  code: 'HP755',
  id: 'admin-check',
  seenIn: ['container-log'],
  pattern: /Unable to find type \[(?:System\.)?Security\.Principal\.|Process has admin rights:[ \t]{0,20}\r?$/m,
  title: 'The check for administrator rights did not conclude',
  means: () =>
    'The script printed neither True nor False: the PowerShell it ran in lacks the type it asks, so nothing is known about the rights.',
  remedy: () =>
    'Run the check in the node’s own C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe with full type names ([System.Security.Principal.WindowsPrincipal]), or let kubectl hostprocess verify do it.',
  links: ['https://learn.microsoft.com/azure/aks/use-windows-hpc'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-log',
      text: 'InvalidOperation: Unable to find type [Security.Principal.WindowsPrincipal].',
    },
    {seenIn: 'container-log', text: 'Process has admin rights: '},
    {seenIn: 'container-log', text: 'starting\r\nProcess has admin rights:\r\nsleeping'},
  ],
  notThis: [
    {seenIn: 'container-log', text: 'Process has admin rights: True'},
    {seenIn: 'container-log', text: 'Process has admin rights: False\r\n'},
    {seenIn: 'container-log', text: 'Unable to find type [Microsoft.Graph.Client].'},
  ],
});
