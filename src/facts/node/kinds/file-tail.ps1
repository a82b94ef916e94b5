# file: the end of a log, although its writer has it open.
function Read-Tail($Path, $Count) {
  if ($Path -notmatch '\.(log|txt)$') { Deny-Ask 'only logs are read' }
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
