# folder: names in it, never below it.
function Answer-Folder($Ask) {
  if ($Ask.path -notmatch '^[a-z]:\\' -or $Ask.pattern -match '[\\/]') { Deny-Ask 'no path that may be read' }
  $entries = foreach ($entry in ([System.IO.DirectoryInfo]$Ask.path).EnumerateFileSystemInfos($Ask.pattern)) {
    $is = 'file'
    $size = $null
    if ([int]$entry.Attributes -band 16) { $is = 'folder' } else { $size = [long]$entry.Length }
    if ([int]$entry.Attributes -band 1024) { $is = 'link' }
    [ordered]@{ name = $entry.Name; is = $is; size = $size; modifiedAt = Format-Time $entry.LastWriteTimeUtc }
  }
  $list = Limit-List $entries ([math]::Min([int]$Ask.limit, 80))
  return [ordered]@{ entries = $list.items; more = $list.more }
}
