# identity: whose process this is. Account names follow the language of Windows, so membership of Administrators is asked by its SID.
function Answer-Identity {
  $user = [System.Security.Principal.WindowsIdentity]::GetCurrent()
  $administrators = [System.Security.Principal.SecurityIdentifier]'S-1-5-32-544'
  return [ordered]@{
    account = $user.Name
    sid = $user.User.Value
    groups = @(foreach ($group in $user.Groups) { $group.Value })
    admin = ([System.Security.Principal.WindowsPrincipal]$user).IsInRole($administrators)
    host = [System.Net.Dns]::GetHostName()
    mountPoint = [System.Environment]::GetEnvironmentVariable('CONTAINER_SANDBOX_MOUNT_POINT')
    powershell = [string]$PSVersionTable.PSVersion
    languageMode = [string]$ExecutionContext.SessionState.LanguageMode
    is64Bit = [System.Environment]::Is64BitProcess
  }
}
