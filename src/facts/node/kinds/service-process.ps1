# service: the process behind it, through WMI.
function Read-ServiceProcess($Name) {
  $names = 'ProcessId', 'ExitCode', 'ServiceSpecificExitCode'
  $row = Get-CimInstance -ClassName Win32_Service -Filter ('Name=' + [char]39 + $Name + [char]39) -Property $names -OperationTimeoutSec 8
  $threads = $null
  $handles = $null
  $started = $null
  if ($row.ProcessId -gt 0) {
    $running = [System.Diagnostics.Process]::GetProcessById([int]$row.ProcessId)
    $threads = $running.Threads.Count
    try { $handles = $running.HandleCount; $started = Format-Time $running.StartTime } catch { }
  }
  return [ordered]@{ pid = [long]$row.ProcessId; threads = $threads; handles = $handles; startedAt = $started; exitCode = [long]$row.ExitCode; serviceExitCode = [long]$row.ServiceSpecificExitCode }
}
