# cim: rows of the classes that the list names.
function Answer-Cim($Ask) {
  $spaces = @{ Win32 = 'root\cimv2'; MSFT_Mp = 'root\Microsoft\Windows\Defender'; MSFT = 'root\standardcimv2' }
  if ($Ask.class -notmatch '^(?:(Win32)_(?:ComputerSystem|OperatingSystem|PageFileUsage|Service)|(MSFT_Mp)(?:ComputerStatus|Preference)|(MSFT)_(?:DNSClientServerAddress|NetAdapter|NetIPAddress|NetTCPConnection))$') { Deny-Ask 'no class that may be read' }
  $query = @{ Namespace = $spaces[($Matches[1], $Matches[2], $Matches[3] -ne $null)[0]]; ClassName = $Ask.class; Property = $Ask.columns; OperationTimeoutSec = 15 }
  if ($Ask.filter) { $query['Filter'] = $Ask.filter }
  $list = Limit-List @(foreach ($one in (Get-CimInstance @query)) {
    $row = [ordered]@{}
    foreach ($name in $Ask.columns) {
      $value = $one.$name
      $row[$name] = if ($value -is [array]) { , @(foreach ($item in $value) { Read-Scalar $item }) } else { Read-Scalar $value }
    }
    $row
  }) 40
  return [ordered]@{ rows = $list.items; more = $list.more }
}

function Read-Scalar($Value) {
  if ($null -eq $Value -or $Value -is [bool]) { return $Value }
  if ($Value -is [datetime]) { return Format-Time $Value }
  if ($Value -is [ValueType] -and $Value -isnot [char]) { return [long]$Value }
  return Hide-Secret $Value
}
