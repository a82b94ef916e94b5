# Logs and tools write UTF-8, UTF-16 or the OEM code page, and do not say which.
function ConvertFrom-Bytes($Bytes) {
  $zeros = 0
  for ($at = 1; $at -lt [math]::Min($Bytes.Length, 400); $at += 2) { if ($Bytes[$at] -eq 0) { $zeros += 1 } }
  if ($zeros -gt [math]::Min($Bytes.Length, 400) / 8) { return [System.Text.Encoding]::Unicode.GetString($Bytes).TrimStart([char]65279) }
  try { return [System.Text.UTF8Encoding]::new($false, $true).GetString($Bytes).TrimStart([char]65279) }
  catch { return [System.Text.Encoding]::GetEncoding([int](Read-Value 'SYSTEM\CurrentControlSet\Control\Nls\CodePage' 'OEMCP')).GetString($Bytes) }
}

# Starts a program of the host that only lists something; it is killed when it takes longer than 12 seconds.
function Start-Tool($Path, $Arguments) {
  $bytes = [System.Text.Encoding]::GetEncoding(28591)
  $start = [System.Diagnostics.ProcessStartInfo]::new($Path, $Arguments)
  $start.UseShellExecute = $false
  $start.CreateNoWindow = $true
  $start.RedirectStandardOutput = $true
  $start.RedirectStandardError = $true
  $start.StandardOutputEncoding = $bytes
  $start.StandardErrorEncoding = $bytes
  $process = [System.Diagnostics.Process]::Start($start)
  $output = $process.StandardOutput.ReadToEndAsync()
  $errors = $process.StandardError.ReadToEndAsync()
  if (-not ($process.WaitForExit(12000) -and $output.Wait(1000) -and $errors.Wait(1000))) {
    try { $process.Kill() } catch { }
    throw [System.TimeoutException]'the program did not end within 12 seconds'
  }
  return @{
    exitCode = $process.ExitCode
    stdout = (ConvertFrom-Bytes $bytes.GetBytes($output.Result)) -replace '\r', ''
    stderr = (ConvertFrom-Bytes $bytes.GetBytes($errors.Result)) -replace '\r', ''
  }
}
