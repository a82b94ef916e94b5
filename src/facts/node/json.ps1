# JSON in plain ASCII, because no code page, byte order mark or line width can then change it on the way to the log.
function ConvertTo-AsciiJson($Value) {
  $quote = [string][char]34
  if ($null -eq $Value) { return 'null' }
  if ($Value -is [bool] -or $Value -is [int] -or $Value -is [long]) { return ([string]$Value).ToLowerInvariant() }
  if ($Value -is [System.Collections.IDictionary]) {
    $pairs = foreach ($key in $Value.Keys) { (ConvertTo-AsciiJson $key) + ':' + (ConvertTo-AsciiJson $Value[$key]) }
    return '{' + ($pairs -join ',') + '}'
  }
  if ($Value -is [array]) {
    $items = foreach ($item in $Value) { ConvertTo-AsciiJson $item }
    return '[' + ($items -join ',') + ']'
  }
  $text = foreach ($char in ([string]$Value).ToCharArray()) {
    $code = [int]$char
    if ($code -eq 34 -or $code -eq 92) { '\' + $char } elseif ($code -lt 32 -or $code -gt 126) { '\u' + $code.ToString('x4') } else { $char }
  }
  return $quote + ($text -join '') + $quote
}
