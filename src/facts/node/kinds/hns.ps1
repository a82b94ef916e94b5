# hns: through hnsdiag.exe, because the service hangs on the very nodes that need a doctor, and a program can be killed.
function Answer-Hns($Ask) {
  if ($Ask.what -notin 'networks', 'endpoints', 'loadbalancers') { Deny-Ask 'no list that may be read' }
  $program = [System.Environment]::SystemDirectory + '\hnsdiag.exe'
  if (-not [System.IO.File]::Exists($program)) { Deny-Ask 'hnsdiag is not on this node' }
  $run = Start-Tool $program ('list ' + $Ask.what + ' -d')
  $text = $run.stdout.Trim()
  if ($run.exitCode -ne 0) { throw [System.ComponentModel.Win32Exception]$run.exitCode }
  if ($text -and $text -notmatch '^[\[{]') { throw [System.FormatException]'hnsdiag printed no JSON' }
  $all = @(foreach ($part in (ConvertFrom-Json ('[' + ($text -replace '\}\s*\{', '},{' -replace '\]\s*\[', '],[') + ']'))) { foreach ($one in $part) { $one } })
  $list = Limit-List @(foreach ($one in $all) {
    $state = $null
    if ($null -ne $one.State) { $state = [long]$one.State }
    switch ($Ask.what) {
      networks { [ordered]@{ id = $one.ID; name = [string]$one.Name; type = [string]$one.Type; state = $state; managementIP = $one.ManagementIP; adapter = $one.NetworkAdapterName; subnets = @(foreach ($net in @($one.Subnets) + @($one.Ipams.Subnets)) { foreach ($range in $net.AddressPrefix, $net.IpAddressPrefix) { if ($range) { $range } } }) } }
      endpoints { [ordered]@{ id = $one.ID; network = $one.VirtualNetworkName; address = $one.IPAddress; state = $state } }
      loadbalancers { [ordered]@{ id = $one.ID; state = $state; vips = @(foreach ($vip in @($one.Policies.VIPs) + @($one.FrontendVIPs)) { if ($vip) { $vip } }); backends = @(@($one.References) + @($one.HostComputeEndpoints) -ne $null).Count } }
    }
  }) 30
  return [ordered]@{ objects = $list.items; count = $all.Count; more = $list.more }
}
