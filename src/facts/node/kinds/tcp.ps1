# tcp: whether a connection comes about; nothing is sent over it.
function Answer-Tcp($Ask) {
  $found = Resolve-Target (Resolve-Word $Ask.target)
  $port = [int](Resolve-Word $Ask.port)
  $clock = [System.Diagnostics.Stopwatch]::StartNew()
  $reached = $false
  $code = $found.code
  $address = $null
  if ($null -eq $code) {
    $address = $found.addresses[0]
    $socket = [System.Net.Sockets.Socket]::new($address.AddressFamily, 'Stream', 'Tcp')
    try {
      $pending = $socket.BeginConnect($address, $port, $null, $null)
      if ($pending.AsyncWaitHandle.WaitOne(3000)) { $socket.EndConnect($pending); $reached = $true } else { $code = 10060 }
    } catch { $code = (Get-Fault $_).NativeErrorCode } finally { $socket.Dispose() }
    $address = $address.ToString()
  }
  return [ordered]@{ reached = $reached; code = $code; address = $address; ms = [int]$clock.ElapsedMilliseconds }
}
