# host: build, clock, start, and why a restart is due. The performance counter counts from the start and needs no WMI.
function Answer-Host($Ask) {
  $windows = Open-Key 'SOFTWARE\Microsoft\Windows NT\CurrentVersion'
  $control = 'SYSTEM\CurrentControlSet\Control\'
  $servicing = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending'
  $update = 'SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired'
  $domain = Read-Value 'SYSTEM\CurrentControlSet\Services\Tcpip\Parameters' 'Domain'
  if (-not $domain) { $domain = $null }
  $now = [datetime]::UtcNow
  $uptime = [System.Diagnostics.Stopwatch]::GetTimestamp() / [System.Diagnostics.Stopwatch]::Frequency
  return [ordered]@{
    name = [System.Net.Dns]::GetHostName()
    domain = $domain
    build = [int]$windows.GetValue('CurrentBuildNumber')
    ubr = [int]$windows.GetValue('UBR')
    edition = [string]$windows.GetValue('EditionID')
    installationType = [string]$windows.GetValue('InstallationType')
    utc = Format-Time $now
    bootedAt = Format-Time $now.AddSeconds(-$uptime)
    pendingReboot = @(
      if (Open-Key $servicing) { 'servicing' }
      if (Open-Key $update) { 'update' }
      if (Read-Value ($control + 'Session Manager') 'PendingFileRenameOperations') { 'rename' }
      if ((Read-Value ($control + 'ComputerName\ActiveComputerName') 'ComputerName') -ne (Read-Value ($control + 'ComputerName\ComputerName') 'ComputerName')) { 'computer-name' }
    )
  }
}
