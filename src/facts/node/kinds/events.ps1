# events: newest first. Messages are rendered for five of them only, because that is what takes time.
function Answer-Events($Ask) {
  if ($Ask.channel -notmatch '^(System|Application|EKS|Microsoft-AKSGMSAPlugin/Admin|Microsoft-Windows-(Hyper-V-Compute|Host-Network-Service|Containers-CCG|Windows Defender)[-/](Admin|Operational))$') { Deny-Ask 'no channel that may be read' }
  try { $channel = [System.Diagnostics.Eventing.Reader.EventLogConfiguration]::new($Ask.channel) } catch [System.Diagnostics.Eventing.Reader.EventLogNotFoundException] { return $null }
  $oldest = [System.Diagnostics.Eventing.Reader.EventLogReader]::new($Ask.channel).ReadEvent()
  $query = [System.Diagnostics.Eventing.Reader.EventLogQuery]::new($Ask.channel, 'LogName', $Ask.xpath)
  $query.ReverseDirection = $true
  $reader = [System.Diagnostics.Eventing.Reader.EventLogReader]::new($query)
  $limit = [math]::Min([int]$Ask.limit, 20)
  $found = @(while ($null -ne ($one = $reader.ReadEvent())) {
    $limit -= 1
    $message = $null
    if ($limit -ge ([math]::Min([int]$Ask.limit, 20) - 5)) { $message = Limit-Word $one.FormatDescription() 500 }
    [ordered]@{
      time = Format-Time $one.TimeCreated
      provider = $one.ProviderName
      id = $one.Id
      level = [int]$one.Level
      fields = @(foreach ($field in ([xml]$one.ToXml()).Event.EventData.ChildNodes) { Limit-Word $field.InnerText 200 })
      message = $message
    }
    if ($limit -lt 0) { break }
  })
  $list = Limit-List $found ([math]::Min([int]$Ask.limit, 20))
  $since = $null
  if ($oldest) { $since = Format-Time $oldest.TimeCreated }
  return [ordered]@{ enabled = $channel.IsEnabled; since = $since; events = $list.items; more = $list.more }
}

function Limit-Word($Text, $Count) {
  if ($null -eq $Text) { return $null }
  return Hide-Secret $Text.Substring(0, [math]::Min($Text.Length, $Count))
}
