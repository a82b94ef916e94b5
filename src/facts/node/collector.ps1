# kubectl-hostprocess: collector, version 1
#
# Who runs it: an operator of this Kubernetes cluster, through the kubectl plugin "hostprocess" (doctor --probe), to learn
#   what is wrong with this node. The annotation hostprocess.dev/owner of its pod says who started it.
# What it reads: what the questions in the variable HOSTPROCESS_ASKS name, out of the kinds below and nothing else.
# What it writes: lines to standard output. It changes nothing, starts no process, downloads nothing. Its connections are
#   those that a question about tcp, dns or http names, and nothing is sent over tcp. (Some questions need the addition
#   collector-deep, a text of its own in HOSTPROCESS_COLLECTOR_DEEP: programs, WMI, event logs, accounts.)
# Is it the genuine text? Its SHA-256, taken with the 64 digits in the last line replaced by zeros, is those 64 digits.
#   The plugin's documentation lists that number for every version.

$kinds = {
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'

#include json.ps1

#include helpers.ps1

#include kinds/identity.ps1

#include kinds/host.ps1

#include kinds/service.ps1

#include kinds/processes.ps1

#include kinds/file.ps1

#include kinds/folder.ps1

#include kinds/registry.ps1

#include kinds/volume.ps1

#include kinds/tcp.ps1

#include kinds/dns.ps1

#include kinds/http.ps1

# Kinds of errors by number: messages are translated. Absent is what the question was about, not a program that is missing.
function Get-FaultAnswer($Record) {
  $fault = Get-Fault $Record
  $code = [int]$fault.HResult
  if ($Record.FullyQualifiedErrorId -match '^HRESULT (0x[0-9a-f]{8})') { $code = [int]$Matches[1] } elseif ($fault.NativeErrorCode -is [int]) { $code = $fault.NativeErrorCode }
  $low = $code
  if (($code -band -65536) -eq -2147024896) { $low = $code -band 65535 }
  $kind = 'failed'
  if ($low -in 2, 3, 1060, 1168, 2220, 2221, 15007, -2147217394, -2147217392) { $kind = 'absent' }
  if ($low -in 5, 1314, -2146233078, -2147217405, -1073741790) { $kind = 'denied' }
  if ($low -in 258, 1460, -2146233083) { $kind = 'timeout' }
  if ($low -in 50, -2146233031, -2146233067, -2146233054 -or $Record.FullyQualifiedErrorId -in 'TypeNotFound', 'CommandNotFoundException') { $kind = 'unsupported' }
  return [ordered]@{ kind = $kind; code = $code; text = Hide-Secret $fault.Message }
}

function Get-Answer($Ask) {
  try {
    $value = & ('Answer-' + $Ask.kind) $Ask
    if ($null -eq $value) { return @{ error = [ordered]@{ kind = 'absent'; code = $null; text = '' } } }
    $json = ConvertTo-AsciiJson $value
    if ($json.Length -gt 15000) { return @{ error = [ordered]@{ kind = 'failed'; code = $null; text = 'the answer is longer than a line of the log' } } }
    return @{ json = $json }
  } catch { return @{ error = Get-FaultAnswer $_ } }
}
}

# A runspace of its own for the questions: one that hangs is left behind, and the next question gets a new one.
function New-Worker($Texts) {
  $worker = [powershell]::Create([initialsessionstate]::CreateDefault2())
  foreach ($text in $Texts) { $null = $worker.AddScript($text).Invoke(); $worker.Commands.Clear() }
  return $worker
}

function Write-Machine($Line) {
  $bytes = [System.Text.Encoding]::ASCII.GetBytes('hostprocess/1 ' + $Line + [char]10)
  $output.Write($bytes, 0, $bytes.Length)
  $output.Flush()
}

function Write-HostprocessAnswers($Version, $Sha256) {
  . $kinds
  $run = [System.Diagnostics.Stopwatch]::StartNew()
  $output = [System.Console]::OpenStandardOutput()
  $texts = @([string]$kinds)
  $deep = [System.Environment]::GetEnvironmentVariable('HOSTPROCESS_COLLECTOR_DEEP')
  if ($deep) { $texts += $deep }
  $limits = @{ identity = 5; host = 5; volume = 5; registry = 5; file = 5; folder = 5; processes = 5; service = 12; dns = 8; http = 6; tcp = 10; memory = 12; run = 18; events = 20; cim = 20; hns = 18; groups = 20; users = 20 }
  Write-Machine (ConvertTo-AsciiJson ([ordered]@{ 'begin' = 'collector'; version = $Version; sha256 = $Sha256; languageMode = [string]$ExecutionContext.SessionState.LanguageMode; utc = Format-Time ([datetime]::UtcNow) }))
  $worker = New-Worker $texts
  $count = 0
  foreach ($line in ([string][System.Environment]::GetEnvironmentVariable('HOSTPROCESS_ASKS')).Split([char]10)) {
    $id = $line.Trim().TrimEnd(',')
    if (-not $id.StartsWith('{')) { continue }
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $ask = $null
    try { $ask = ConvertFrom-Json $id } catch { }
    $seconds = $limits[[string]$ask.kind]
    $answer = @{ error = [ordered]@{ kind = 'timeout'; code = $null; text = 'no answer within ' + $seconds + ' seconds' } }
    if ($null -eq $seconds) { $answer.error = [ordered]@{ kind = 'unsupported'; code = $null; text = 'not a question that this collector knows' } }
    elseif ($run.Elapsed.TotalSeconds -gt 150) { $answer.error.text = 'the whole run took longer than 150 seconds' }
    else {
      if ($seconds -gt 5) { Write-Machine (ConvertTo-AsciiJson @{ asking = $id }) }
      $pending = $worker.AddCommand('Get-Answer').AddArgument($ask).BeginInvoke()
      if ($pending.AsyncWaitHandle.WaitOne(1000 * $seconds)) {
        try { $answer = $worker.EndInvoke($pending)[0] } catch { $answer.error = Get-FaultAnswer $_ }
        $worker.Commands.Clear()
      } else { $worker = New-Worker $texts }
    }
    $head = '{"id":' + (ConvertTo-AsciiJson $id) + ',"ok":'
    $ms = ',"ms":' + [int]$clock.ElapsedMilliseconds
    if ($answer.json) { Write-Machine ($head + 'true' + $ms + ',"value":' + $answer.json + '}') }
    else { Write-Machine ($head + 'false' + $ms + ',"error":' + (ConvertTo-AsciiJson $answer.error) + '}') }
    $count += 1
  }
  Write-Machine (ConvertTo-AsciiJson ([ordered]@{ 'end' = $count; utc = Format-Time ([datetime]::UtcNow) }))
  # Workers that hang would keep the process alive.
  [System.Environment]::Exit(0)
}
Write-HostprocessAnswers '1' '0000000000000000000000000000000000000000000000000000000000000000'
