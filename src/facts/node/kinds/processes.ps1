# processes: those of one image, without command lines.
function Answer-Processes($Ask) {
  $all = @([System.Diagnostics.Process]::GetProcessesByName($Ask.name))
  $list = Limit-List @(foreach ($one in $all) {
    $started = $null
    $handles = $null
    try { $handles = $one.HandleCount; $started = Format-Time $one.StartTime } catch { }
    [ordered]@{ pid = $one.Id; startedAt = $started; threads = $one.Threads.Count; handles = $handles; privateBytes = [long]$one.PrivateMemorySize64 }
  }) 20
  return [ordered]@{ count = $all.Count; processes = $list.items }
}
