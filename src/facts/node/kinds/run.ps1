# run: programs for what is nowhere else to be learned, in these forms only.
function Answer-Run($Ask) {
  $system = [System.Environment]::SystemDirectory + '\'
  $line = $Ask.args -join ' '
  $forms = @{
    crictl = '^(version|images|pods|inspectp [0-9a-f]{12,64})$'
    netsh = '^(int ipv4 show ((dynamicportrange|excludedportrange) (tcp|udp)|tcpconnections)|winhttp show proxy)$'
    w32tm = '^/query /(status|source)$'
    fltmc = '^filters$'
    hcsdiag = '^list$'
    nltest = '^/(parentdomain|query|sc_query:[\w.-]+)$'
  }
  if (-not $forms[$Ask.program] -or $line -notmatch $forms[$Ask.program]) { Deny-Ask 'no form that may be run' }
  $places = , ($system + $Ask.program + '.exe')
  if ($Ask.program -eq 'crictl') {
    $places = 'C:\k\crictl.exe', 'C:\Program Files\containerd\crictl.exe', 'C:\var\lib\rancher\rke2\bin\crictl.exe', 'C:\Program Files\Amazon\EKS\bin\crictl.exe', 'C:\etc\kubernetes\node\bin\crictl.exe'
    if ($line -ne 'version') { $line += ' -o json' }
    $line = '--timeout 5s --runtime-endpoint npipe:////./pipe/containerd-containerd ' + $line
  }
  foreach ($place in $places) { if ([System.IO.File]::Exists($place)) { return Read-Output (Start-Tool $place $line) $Ask.keep } }
  Deny-Ask ($Ask.program + ' is not on this node')
}

function Read-Output($Run, $Keep) {
  $lines = foreach ($line in ($Run.stdout.Split([char]10))) {
    $wanted = $null -eq $Keep
    foreach ($word in $Keep) { if ($line.Contains($word)) { $wanted = $true } }
    if ($wanted -and $line -notmatch 'last-applied-configuration') { $line }
  }
  $out = Limit-Text (Hide-Secret ($lines -join [char]10)) 11000
  $err = Limit-Text (Hide-Secret $Run.stderr) 3000
  return [ordered]@{ exitCode = $Run.exitCode; stdout = $out.text; stderr = $err.text; cut = ($out.cut -or $err.cut) }
}

function Limit-Text($Text, $Count) {
  $cut = $Text.Length -gt $Count
  if ($cut) { $Text = $Text.Substring(0, $Count) }
  while ((ConvertTo-AsciiJson $Text).Length -gt $Count) { $Text = $Text.Substring(0, [int]($Text.Length * 0.8)); $cut = $true }
  return @{ text = $Text; cut = $cut }
}
