# memory: WMI counts in KiB.
function Answer-Memory($Ask) {
  $names = 'TotalVirtualMemorySize', 'FreeVirtualMemory', 'TotalVisibleMemorySize', 'FreePhysicalMemory'
  $row = Get-CimInstance -ClassName Win32_OperatingSystem -Property $names -OperationTimeoutSec 10
  return [ordered]@{
    commitBytes = 1024 * ([long]$row.TotalVirtualMemorySize - [long]$row.FreeVirtualMemory)
    commitLimitBytes = 1024 * [long]$row.TotalVirtualMemorySize
    freeBytes = 1024 * [long]$row.FreePhysicalMemory
    totalBytes = 1024 * [long]$row.TotalVisibleMemorySize
  }
}
