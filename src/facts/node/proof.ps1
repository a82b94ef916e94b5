# kubectl-hostprocess: proof, version 1
#
# Who runs it: an operator of this Kubernetes cluster, through the kubectl plugin "hostprocess", to learn as whom a
#   HostProcess container really runs. Ask the owner of the pod; a short-lived pod names who started it in its
#   annotation hostprocess.dev/owner.
# What it reads: the account of its own process (name, SID, groups, whether it is an administrator), the host name, the
#   variable CONTAINER_SANDBOX_MOUNT_POINT, the version and language mode of PowerShell.
# What it writes: lines to standard output and nothing else. It starts no process, opens no file and no connection and
#   changes no setting; what follows in the same container is the workload and no part of this text.
# Is it the genuine text? Its SHA-256, taken with the 64 digits in the last line replaced by zeros, is those 64 digits.
#   The plugin's documentation lists that number for every version.

#include json.ps1

#include kinds/identity.ps1

# The line for people comes first. It says True or False only when everything else worked, too.
function Write-HostprocessProof($Version, $Sha256) {
  $ErrorActionPreference = 'Stop'
  $clock = [System.Diagnostics.Stopwatch]::StartNew()
  $answer = [ordered]@{ id = ConvertTo-AsciiJson @{ kind = 'identity' }; ok = $true; ms = 0 }
  try {
    $answer.value = Answer-Identity
    $answer.ms = [int]$clock.ElapsedMilliseconds
    $rights = [string]$answer.value.admin
    $json = ConvertTo-AsciiJson $answer
  } catch {
    # Kinds of errors by number or error id: messages are translated.
    $fault = $_.Exception
    while ($fault.InnerException) { $fault = $fault.InnerException }
    $kind = 'failed'
    if ($fault.HResult -in -2147024891, -2147023582, -2146233078) { $kind = 'denied' }
    if ($fault.HResult -in -2146233031, -2146233067 -or $_.FullyQualifiedErrorId -in 'TypeNotFound', 'CommandNotFoundException') { $kind = 'unsupported' }
    $rights = 'unknown (' + $kind + ', code ' + $fault.HResult + ')'
    $failure = [ordered]@{ kind = $kind; code = $fault.HResult; text = $fault.Message }
    $json = ConvertTo-AsciiJson ([ordered]@{ id = $answer.id; ok = $false; ms = [int]$clock.ElapsedMilliseconds; error = $failure })
  }
  $begin = ConvertTo-AsciiJson ([ordered]@{ 'begin' = 'proof'; version = $Version; sha256 = $Sha256; languageMode = [string]$ExecutionContext.SessionState.LanguageMode })
  $output = [System.Console]::OpenStandardOutput()
  foreach ($line in ('Process has admin rights: ' + $rights), ('hostprocess/1 ' + $begin), ('hostprocess/1 ' + $json), ('hostprocess/1 ' + (ConvertTo-AsciiJson @{ 'end' = 1 }))) {
    $bytes = [System.Text.Encoding]::ASCII.GetBytes($line + [char]10)
    $output.Write($bytes, 0, $bytes.Length)
    $output.Flush()
  }
}
Write-HostprocessProof '1' '0000000000000000000000000000000000000000000000000000000000000000'
