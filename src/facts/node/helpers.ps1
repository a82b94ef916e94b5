# Passwords and tokens stay on the node.
function Hide-Secret($Text) {
  if ($null -eq $Text) { return $null }
  $Text = ([string]$Text) -replace '://[^/\s@]+@', '://***@'
  return $Text -replace '(?i)((?:token|password|passwd|pwd|secret|api-?key|account-?key)[\w-]*"?\s*[=:]\s*"?|--[\w-]*(?:token|password|secret)[\w-]*\s+"?|bearer\s+)[^\s,;"]+', '${1}***'
}

function Get-Fault($Record) { return $Record.Exception.GetBaseException() }

function Deny-Ask($Why) { throw [System.NotSupportedException]$Why }

# As many items as fit into one line of the log, and whether there were more.
function Limit-List($Items, $Count) {
  $kept = @()
  $length = 0
  foreach ($item in $Items) {
    $length += (ConvertTo-AsciiJson $item).Length + 1
    if ($kept.Count -ge $Count -or $length -gt 14000) { return @{ items = $kept; more = $true } }
    $kept += , $item
  }
  return @{ items = $kept; more = $false }
}

function Format-Time($Time) {
  if ($null -eq $Time) { return $null }
  return $Time.ToUniversalTime().ToString('o')
}

function Open-Key($Path) { return [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64').OpenSubKey($Path, $false) }

function Read-Value($Path, $Name) {
  $key = Open-Key $Path
  if ($null -eq $key) { return $null }
  return $key.GetValue($Name, $null, 'DoNotExpandEnvironmentNames')
}

# A target or port that starts with a dollar sign stands for a variable of the pod.
function Resolve-Word($Word) {
  if (([string]$Word)[0] -ne '$') { return $Word }
  $name = ([string]$Word).Substring(1)
  if ($name -notmatch '^(KUBERNETES_SERVICE|HOSTPROCESS_API)_(HOST|PORT)$') { Deny-Ask 'no variable that may be read' }
  $value = [System.Environment]::GetEnvironmentVariable($name)
  if (-not $value) { Deny-Ask ($name + ' is not set') }
  return $value
}

function Resolve-Target($Name) {
  $pending = [System.Net.Dns]::BeginGetHostAddresses($Name, $null, $null)
  if (-not $pending.AsyncWaitHandle.WaitOne(5000)) { return @{ addresses = @(); code = 10060 } }
  try { return @{ addresses = @([System.Net.Dns]::EndGetHostAddresses($pending)); code = $null } }
  catch { return @{ addresses = @(); code = (Get-Fault $_).NativeErrorCode } }
}
