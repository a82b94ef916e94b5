# registry: values and names below the roots that the list names.
function Answer-Registry($Ask) {
  if (-not (Test-Root $Ask.key)) { Deny-Ask 'no key that may be read' }
  $key = Open-Key $Ask.key
  if ($null -eq $key) { return $null }
  $names = $key.GetValueNames()
  if ($Ask.name -isnot [string]) {
    return [ordered]@{ names = (Limit-List $names 60).items; subkeys = (Limit-List $key.GetSubKeyNames() 60).items }
  }
  if ($names -notcontains $Ask.name) { return $null }
  if ($Ask.name -like '*Environment*') { Deny-Ask 'variables are read by name only' }
  $data = $key.GetValue($Ask.name, $null, 'DoNotExpandEnvironmentNames')
  switch ([int]$key.GetValueKind($Ask.name)) {
    1 { return [ordered]@{ type = 'string'; data = Hide-Secret $data } }
    2 { return [ordered]@{ type = 'expand'; data = Hide-Secret $data } }
    3 { return [ordered]@{ type = 'binary'; data = @(foreach ($byte in $data[0..63]) { $byte.ToString('x2') }) -join '' } }
    4 { return [ordered]@{ type = 'dword'; data = [long]$data -band 4294967295 } }
    7 { return [ordered]@{ type = 'multi'; data = @(foreach ($line in (Limit-List $data 60).items) { Hide-Secret $line }) } }
    11 { return [ordered]@{ type = 'qword'; data = [long]$data } }
  }
  Deny-Ask 'a type of value that is not read'
}

# Of a service only its own key.
function Test-Root($Path) {
  if ($Path -match 'Environment|\\Services\\+[^\\]+\\+[^\\]') { return $false }
  $roots = @(
    'SYSTEM\CurrentControlSet\Services\'
    'SYSTEM\CurrentControlSet\Policies\Microsoft\FVE\'
    'SYSTEM\CurrentControlSet\Control\CI\'
    'SYSTEM\CurrentControlSet\Control\ProductOptions\'
    'SYSTEM\CurrentControlSet\Control\Session Manager\'
    'SOFTWARE\Microsoft\Windows NT\CurrentVersion\Virtualization\'
    'SOFTWARE\Microsoft\Windows Defender\'
    'SOFTWARE\Microsoft\ServerManager\'
    'SOFTWARE\Policies\Microsoft\Windows Defender\'
  )
  foreach ($root in $roots) { if (($Path + '\').StartsWith($root, 'OrdinalIgnoreCase')) { return $true } }
  return $false
}
