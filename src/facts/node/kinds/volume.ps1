# volume: sizes of a drive.
function Answer-Volume($Ask) {
  $drive = [System.IO.DriveInfo]$Ask.drive
  if (-not $drive.IsReady) { return $null }
  return [ordered]@{ format = $drive.DriveFormat; freeBytes = [long]$drive.AvailableFreeSpace; totalBytes = [long]$drive.TotalSize }
}
