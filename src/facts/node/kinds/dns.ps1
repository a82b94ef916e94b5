# dns: a name as Windows resolves it, with its hosts file and its cache.
function Answer-Dns($Ask) {
  $clock = [System.Diagnostics.Stopwatch]::StartNew()
  $found = Resolve-Target (Resolve-Word $Ask.name)
  return [ordered]@{ addresses = @(foreach ($address in $found.addresses) { $address.ToString() }); code = $found.code; ms = [int]$clock.ElapsedMilliseconds }
}
