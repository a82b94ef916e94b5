# file: what it is. The end of a log is read by a function of collector-deep.
function Answer-File($Ask) {
  if ($Ask.path -notmatch '^[a-z]:\\') { Deny-Ask 'no path that may be read' }
  $attributes = [int][System.IO.File]::GetAttributes($Ask.path)
  $info = [System.IO.FileInfo]$Ask.path
  $is = 'file'
  if ($attributes -band 16) { $is = 'folder' }
  if ($attributes -band 1024) { $is = 'link' }
  $size = $null
  $version = $null
  $tail = $null
  if ($is -eq 'file') {
    $size = [long]$info.Length
    if ($Ask.path -match '\.(exe|dll|sys)$') {
      $numbers = [System.Diagnostics.FileVersionInfo]::GetVersionInfo($Ask.path)
      if ($numbers.FileVersion) { $version = ($numbers.FileMajorPart, $numbers.FileMinorPart, $numbers.FileBuildPart, $numbers.FilePrivatePart) -join '.' }
    }
    if ($Ask.tailBytes) { $tail = Read-Tail $Ask.path ([math]::Min([int]$Ask.tailBytes, 6000)) }
  }
  return [ordered]@{
    is = $is
    size = $size
    createdAt = Format-Time $info.CreationTimeUtc
    modifiedAt = Format-Time $info.LastWriteTimeUtc
    version = $version
    tail = $tail
  }
}
