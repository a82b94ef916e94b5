# The proof as one argument of -Command, for exec into a pod that is not ours. It asks what proof.ps1 asks and prints the same
# lines, but is under 2,000 characters and free of what cmd.exe reads for itself: double quotes, percent signs, its operators.
# Each line is one statement, or ends in or starts with a brace: the generator joins them with semicolons.
function Json($Value) {
  if ($null -eq $Value) { return 'null' }
  if ($Value -is [ValueType]) { return ([string]$Value).ToLower() }
  if ($Value -is [Collections.IDictionary]) { return '{' + (@(foreach ($key in $Value.Keys) { (Json $key) + ':' + (Json $Value[$key]) }) -join ',') + '}' }
  if ($Value -is [array]) { return '[' + (@(foreach ($item in $Value) { Json $item }) -join ',') + ']' }
  $text = foreach ($char in ([string]$Value).ToCharArray()) {
    $code = [int]$char
    if ($code -in 34, 92) { '\' + $char } elseif ($code -in 32..126) { $char } else { '\u' + $code.ToString('x4') }
  }
  return '' + [char]34 + ($text -join '') + [char]34
}
$ErrorActionPreference = 'Stop'
$mode = [string]$ExecutionContext.SessionState.LanguageMode
$answer = [ordered]@{ id = Json @{ kind = 'identity' }; ok = $true }
try {
  $user = [Security.Principal.WindowsIdentity]::GetCurrent()
  $admin = ([Security.Principal.WindowsPrincipal]$user).IsInRole([Security.Principal.SecurityIdentifier]'S-1-5-32-544')
  $answer.value = [ordered]@{ account = $user.Name; sid = $user.User.Value; groups = @(foreach ($group in $user.Groups) { $group.Value }); admin = $admin; host = [Net.Dns]::GetHostName(); mountPoint = [Environment]::GetEnvironmentVariable('CONTAINER_SANDBOX_MOUNT_POINT'); powershell = [string]$PSVersionTable.PSVersion; languageMode = $mode; is64Bit = [Environment]::Is64BitProcess }
} catch {
  $fault = $_.Exception.GetBaseException()
  $admin = 'unknown (failed, code ' + $fault.HResult + ')'
  $answer.ok = $false
  $answer.error = [ordered]@{ kind = 'failed'; code = $fault.HResult; text = $fault.Message }
}
$log = 'Process has admin rights: ' + $admin + [char]10
foreach ($part in ([ordered]@{ 'begin' = 'proof'; version = '1'; sha256 = '0000000000000000000000000000000000000000000000000000000000000000'; languageMode = $mode }), $answer, @{ 'end' = 1 }) { $log += 'hostprocess/1 ' + (Json $part) + [char]10 }
$bytes = [Text.Encoding]::ASCII.GetBytes($log)
[Console]::OpenStandardOutput().Write($bytes, 0, $bytes.Length)
