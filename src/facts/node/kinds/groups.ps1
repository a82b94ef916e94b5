# groups: the local groups, without their members.
function Answer-Groups($Ask) {
  $list = Limit-List @(foreach ($group in (Get-LocalGroup)) { [ordered]@{ name = $group.Name; sid = $group.SID.Value } }) 100
  return [ordered]@{ groups = $list.items; more = $list.more }
}
