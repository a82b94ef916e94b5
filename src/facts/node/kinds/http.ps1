# http: a health page on the node itself.
function Answer-Http($Ask) {
  if ($Ask.url -notmatch '^http://127\.0\.0\.1:\d+/') { Deny-Ask 'only the node itself is asked' }
  $clock = [System.Diagnostics.Stopwatch]::StartNew()
  $request = [System.Net.WebRequest]::Create($Ask.url)
  $request.Proxy = $null
  $request.Timeout = 3000
  $request.ReadWriteTimeout = 3000
  $request.AllowAutoRedirect = $false
  $response = $null
  $code = $null
  try { $response = $request.GetResponse() } catch {
    $fault = $_.Exception
    while ($fault -and $fault -isnot [System.Net.WebException]) { $fault = $fault.InnerException }
    if ($null -eq $fault) { throw }
    $response = $fault.Response
    if ($null -eq $response) { $code = [int]$fault.Status }
  }
  $status = $null
  $body = $null
  if ($response) {
    $status = [int]$response.StatusCode
    $letters = [char[]]::new(300)
    $count = [System.IO.StreamReader]::new($response.GetResponseStream()).Read($letters, 0, 300)
    $body = Hide-Secret ($letters[0..($count - 1)] -join '')
    if ($count -eq 0) { $body = '' }
    $response.Close()
  }
  return [ordered]@{ status = $status; code = $code; body = $body; ms = [int]$clock.ElapsedMilliseconds }
}
