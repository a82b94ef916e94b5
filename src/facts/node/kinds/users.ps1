# users: the local accounts.
function Answer-Users($Ask) {
  $list = Limit-List @(foreach ($user in (Get-LocalUser)) { [ordered]@{ name = $user.Name; sid = $user.SID.Value; enabled = [bool]$user.Enabled } }) 100
  return [ordered]@{ users = $list.items; more = $list.more }
}
