# group: members by SID, because a name costs a question to the domain each.
function Answer-Group($Ask) {
  $name = $Ask.group
  if ($name -match '^S-1-') { $name = ([System.Security.Principal.SecurityIdentifier]$name).Translate([System.Security.Principal.NTAccount]).Value -replace '^.*\\', '' }
  $group = [adsi]('WinNT://./' + $name + ',group')
  $group.psbase.RefreshCache()
  $members = @(foreach ($raw in $group.psbase.Invoke('Members')) {
    $member = [adsi]$raw
    if ($member.psbase.Path -match '/(S-1-[\d-]+)$') { $Matches[1] } else { Read-Sid $member }
  })
  $list = Limit-List $members 100
  return [ordered]@{ name = [string]$group.psbase.Name; sid = Read-Sid $group; members = $list.items; count = $members.Count; more = $list.more }
}

function Read-Sid($Entry) { return [System.Security.Principal.SecurityIdentifier]::new([byte[]]$Entry.objectSID.Value, 0).Value }
