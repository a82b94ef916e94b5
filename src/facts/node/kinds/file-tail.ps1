# file: the end of a log, although its writer has it open.
function Read-Tail($Path, $Count) {
  $folders = @(
    'C:\k'
    'C:\var\log\kubelet'
    'C:\var\log\kube-proxy'
    'C:\var\log\containerd'
    'C:\etc\kubernetes\logs'
    'C:\ProgramData\Amazon\EKS\logs'
  )
  if ($Path -notmatch '^(.+)\\[^\\/:]+\.(log|txt)$' -or $Matches[1] -notin $folders) { Deny-Ask 'no log that may be read' }
  $stream = [System.IO.FileStream]::new($Path, 'Open', 'Read', 'ReadWrite, Delete')
  try {
    $cut = $stream.Length -gt $Count
    if ($cut) { $null = $stream.Seek(-$Count, 'End') }
    $bytes = [byte[]]::new([math]::Min($Count, $stream.Length))
    $null = $stream.Read($bytes, 0, $bytes.Length)
  } finally { $stream.Dispose() }
  $text = ConvertFrom-Bytes $bytes
  if ($cut) { $text = $text.Substring($text.IndexOf([char]10) + 1) }
  return Hide-Secret ($text -replace '\r', '')
}
