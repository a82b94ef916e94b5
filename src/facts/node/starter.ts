import {POWERSHELL, runVariable} from './launch.ts';

/** The environment variable with the program's name, and the one with everything of its command line behind the name. */
export const PROGRAM_VARIABLE = 'HOSTPROCESS_PROGRAM';
export const ARGUMENTS_VARIABLE = 'HOSTPROCESS_ARGUMENTS';
/** The environment variable that holds the starter's text. */
export const STARTER_VARIABLE = 'HOSTPROCESS_START';

/**
 * Starts a program whose arguments cmd.exe would not hand on. Its streams are this process's own (nothing is redirected, so no byte
 * is changed), and so is its exit code, all 32 bits. .NET puts the name in quotes and the arguments behind it as they are
 * (System.Diagnostics.Process BuildCommandLine, .NET Framework). Not run under ConstrainedLanguage.
 */
export const STARTER = `# kubectl-hostprocess: starts what an operator asked for with "kubectl hostprocess exec" or "shell", and nothing else.
# The program is in HOSTPROCESS_PROGRAM, its arguments are in HOSTPROCESS_ARGUMENTS of this process, both in plain text.
$start = New-Object System.Diagnostics.ProcessStartInfo
$start.FileName = [System.Environment]::GetEnvironmentVariable('${PROGRAM_VARIABLE}')
$start.Arguments = [System.Environment]::GetEnvironmentVariable('${ARGUMENTS_VARIABLE}')
$start.UseShellExecute = $false
try { $program = [System.Diagnostics.Process]::Start($start) } catch {
  [System.Console]::Error.WriteLine($start.FileName + ' cannot be started: ' + $_.Exception.GetBaseException().Message)
  exit 1
}
$program.WaitForExit()
exit $program.ExitCode
`;

/** The command, for exec or a container, that runs the starter. */
export const starterCommand = (): readonly string[] => [...POWERSHELL, runVariable(STARTER_VARIABLE)];

/** The command of a container that only waits: its end, after so many seconds, ends everything that was executed in it. */
export const waitCommand = (seconds: number): readonly string[] => [...POWERSHELL, `Start-Sleep -Seconds ${seconds}`];
