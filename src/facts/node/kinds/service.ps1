# service: registry and service controller. Its process comes from WMI, by a function of collector-deep.
function Answer-Service($Ask) {
  $path = 'SYSTEM\CurrentControlSet\Services\' + $Ask.name
  $key = Open-Key $path
  if ($null -eq $key) { return $null }
  $image = Read-Value $path 'ImagePath'
  $own = @(Read-Value $path 'Environment') + @(Read-Value ($path + '\Parameters') 'AppEnvironmentExtra')
  $pairs = @(foreach ($entry in $own) { if ($entry) { , ([string]$entry).Split('=', 2) } })
  $wrapped = $null
  $application = Read-Value ($path + '\Parameters') 'Application'
  if ($application -and ([string]$image) -match 'nssm') {
    $wrapped = [ordered]@{
      application = Hide-Secret $application
      parameters = [string](Hide-Secret (Read-Value ($path + '\Parameters') 'AppParameters'))
      stdout = Read-Value ($path + '\Parameters') 'AppStdout'
      stderr = Read-Value ($path + '\Parameters') 'AppStderr'
    }
  }
  $process = $null
  if ($Ask.process) { $process = Read-ServiceProcess $Ask.name }
  return [ordered]@{
    state = [string](Get-Service -Name $Ask.name).Status
    start = ('boot', 'system', 'automatic', 'manual', 'disabled')[[int]$key.GetValue('Start')]
    delayed = ($key.GetValue('DelayedAutostart') -eq 1)
    account = $key.GetValue('ObjectName')
    imagePath = Hide-Secret $image
    environment = @(foreach ($pair in $pairs) { $pair[0] })
    proxies = @(foreach ($pair in $pairs) { if ($pair[0] -match '^(HTTPS?|NO)_PROXY$') { [ordered]@{ name = $pair[0]; value = Hide-Secret $pair[1] } } })
    wrapped = $wrapped
    process = $process
  }
}
