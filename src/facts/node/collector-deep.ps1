# kubectl-hostprocess: collector-deep, version 1
#
# An addition to the script in HOSTPROCESS_COLLECTOR of the same pod, which loads these kinds of questions and asks them;
#   by itself it only defines functions. It is there when a question needs it. Who runs it: see there.
# What it reads: event logs, WMI classes, the Host Network Service, local groups and accounts, the end of
#   log files, what the programs print.
# What it starts: crictl, netsh, w32tm, fltmc, hcsdiag, nltest and hnsdiag, only in the forms below, only to list.
# What it writes: nothing.
# Is it the genuine text? Its SHA-256, taken with the 64 digits in the next line replaced by zeros, is those 64 digits.
$deepVersion = '1', '0000000000000000000000000000000000000000000000000000000000000000'

#include tool.ps1

#include kinds/file-tail.ps1

#include kinds/service-process.ps1

#include kinds/memory.ps1

#include kinds/run.ps1

#include kinds/hns.ps1

#include kinds/events.ps1

#include kinds/cim.ps1

#include kinds/groups.ps1

#include kinds/users.ps1
