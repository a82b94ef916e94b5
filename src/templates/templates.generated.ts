// Written by npm run generate from templates/. Do not edit.
import type {Template} from './index.ts';

export const TEMPLATES: readonly Template[] = [
  {
    "name": "admin-check",
    "summary": "Proves on each chosen node as whom a HostProcess container runs there; removes itself",
    "each": "node",
    "ephemeral": true,
    "holes": [
      {
        "name": "name",
        "type": "name",
        "sets": [
          "/metadata/name"
        ],
        "default": "admin-check",
        "help": "Name of the Job; the name of the node is added to it.",
        "required": false
      },
      {
        "name": "namespace",
        "type": "name",
        "sets": [
          "/metadata/namespace"
        ],
        "default": null,
        "help": "Namespace; without one, the first of the current one, kube-system and default that admits the pod.",
        "required": false
      },
      {
        "name": "nodes",
        "type": "node-names",
        "sets": [
          "/spec/template/spec/affinity"
        ],
        "default": null,
        "help": "Nodes to run on.",
        "required": true
      },
      {
        "name": "account",
        "type": "account",
        "sets": [
          "/spec/template/spec/securityContext/windowsOptions/runAsUserName"
        ],
        "default": "NT AUTHORITY\\SYSTEM",
        "help": "Account to run as, NT AUTHORITY\\SYSTEM, NT AUTHORITY\\Local service, NT AUTHORITY\\Network service or a local group of the node (containerd 1.7 or later).",
        "required": false
      },
      {
        "name": "image",
        "type": "image",
        "sets": [
          "/spec/template/spec/containers/0/image"
        ],
        "default": "mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image:v1.0.0",
        "help": "Image; its files are not used, so a small one that the nodes already have will do.",
        "required": false
      },
      {
        "name": "tolerations",
        "type": "tolerations",
        "sets": [
          "/spec/template/spec/tolerations"
        ],
        "default": [
          {
            "operator": "Exists"
          }
        ],
        "help": "Taints to put up with.",
        "required": false
      },
      {
        "name": "cpu-limit",
        "type": "quantity",
        "sets": [
          "/spec/template/spec/containers/0/resources/limits/cpu"
        ],
        "default": "500m",
        "help": "Processor time at most, as a share of the whole node.",
        "required": false
      },
      {
        "name": "memory-limit",
        "type": "quantity",
        "sets": [
          "/spec/template/spec/containers/0/resources/limits/memory"
        ],
        "default": "256Mi",
        "help": "Memory that may be committed at most; with too little PowerShell cannot start.",
        "required": false
      }
    ],
    "manifest": {
      "apiVersion": "batch/v1",
      "kind": "Job",
      "metadata": {
        "name": "admin-check-win-1",
        "labels": {
          "app.kubernetes.io/managed-by": "kubectl-hostprocess",
          "hostprocess.dev/ephemeral": "true"
        },
        "annotations": {
          "hostprocess.dev/template": "admin-check"
        }
      },
      "spec": {
        "backoffLimit": 0,
        "activeDeadlineSeconds": 120,
        "ttlSecondsAfterFinished": 300,
        "template": {
          "metadata": {
            "labels": {
              "app.kubernetes.io/managed-by": "kubectl-hostprocess",
              "hostprocess.dev/ephemeral": "true"
            },
            "annotations": {
              "hostprocess.dev/template": "admin-check"
            }
          },
          "spec": {
            "restartPolicy": "Never",
            "activeDeadlineSeconds": 120,
            "terminationGracePeriodSeconds": 1,
            "automountServiceAccountToken": false,
            "enableServiceLinks": false,
            "os": {
              "name": "windows"
            },
            "nodeSelector": {
              "kubernetes.io/os": "windows"
            },
            "affinity": {
              "nodeAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": {
                  "nodeSelectorTerms": [
                    {
                      "matchFields": [
                        {
                          "key": "metadata.name",
                          "operator": "In",
                          "values": [
                            "win-1"
                          ]
                        }
                      ]
                    }
                  ]
                }
              }
            },
            "tolerations": [
              {
                "operator": "Exists"
              }
            ],
            "hostNetwork": true,
            "securityContext": {
              "windowsOptions": {
                "hostProcess": true,
                "runAsUserName": "NT AUTHORITY\\SYSTEM"
              }
            },
            "containers": [
              {
                "name": "proof",
                "image": "mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image:v1.0.0",
                "imagePullPolicy": "IfNotPresent",
                "command": [
                  "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
                  "-NoLogo",
                  "-NoProfile",
                  "-NonInteractive",
                  "-Command",
                  ". ([scriptblock]::Create($env:HOSTPROCESS_PROOF))"
                ],
                "env": [
                  {
                    "name": "HOSTPROCESS_PROOF",
                    "value": "# kubectl-hostprocess: proof, version 1\n#\n# Who runs it: an operator of this Kubernetes cluster, through the kubectl plugin \"hostprocess\", to learn as whom a\n#   HostProcess container really runs. Ask the owner of the pod; a short-lived pod names who started it in its\n#   annotation hostprocess.dev/owner.\n# What it reads: the account of its own process (name, SID, groups, whether it is an administrator), the host name, the\n#   variable CONTAINER_SANDBOX_MOUNT_POINT, the version and language mode of PowerShell.\n# What it writes: lines to standard output and nothing else. It starts no process, opens no file and no connection and\n#   changes no setting; what follows in the same container is the workload and no part of this text.\n# Is it the genuine text? Its SHA-256, taken with the 64 digits in the last line replaced by zeros, is those 64 digits.\n#   The plugin's documentation lists that number for every version.\n\n# JSON in plain ASCII, because no code page, byte order mark or line width can then change it on the way to the log.\nfunction ConvertTo-AsciiJson($$Value) {\n  $$quote = [string][char]34\n  if ($$null -eq $$Value) { return 'null' }\n  if ($$Value -is [bool] -or $$Value -is [int] -or $$Value -is [long]) { return ([string]$$Value).ToLowerInvariant() }\n  if ($$Value -is [System.Collections.IDictionary]) {\n    $$pairs = foreach ($$key in $$Value.Keys) { (ConvertTo-AsciiJson $$key) + ':' + (ConvertTo-AsciiJson $$Value[$$key]) }\n    return '{' + ($$pairs -join ',') + '}'\n  }\n  if ($$Value -is [array]) {\n    $$items = foreach ($$item in $$Value) { ConvertTo-AsciiJson $$item }\n    return '[' + ($$items -join ',') + ']'\n  }\n  $$text = foreach ($$char in ([string]$$Value).ToCharArray()) {\n    $$code = [int]$$char\n    if ($$code -eq 34 -or $$code -eq 92) { '\\' + $$char } elseif ($$code -lt 32 -or $$code -gt 126) { '\\u' + $$code.ToString('x4') } else { $$char }\n  }\n  return $$quote + ($$text -join '') + $$quote\n}\n\n# identity: whose process this is. Account names follow the language of Windows, so membership of Administrators is asked by its SID.\nfunction Answer-Identity {\n  $$user = [System.Security.Principal.WindowsIdentity]::GetCurrent()\n  $$administrators = [System.Security.Principal.SecurityIdentifier]'S-1-5-32-544'\n  return [ordered]@{\n    account = $$user.Name\n    sid = $$user.User.Value\n    groups = @(foreach ($$group in $$user.Groups) { $$group.Value })\n    admin = ([System.Security.Principal.WindowsPrincipal]$$user).IsInRole($$administrators)\n    host = [System.Net.Dns]::GetHostName()\n    mountPoint = [System.Environment]::GetEnvironmentVariable('CONTAINER_SANDBOX_MOUNT_POINT')\n    powershell = [string]$$PSVersionTable.PSVersion\n    languageMode = [string]$$ExecutionContext.SessionState.LanguageMode\n    is64Bit = [System.Environment]::Is64BitProcess\n  }\n}\n\n# The line for people comes first. It says True or False only when everything else worked, too.\nfunction Write-HostprocessProof($$Version, $$Sha256) {\n  $$ErrorActionPreference = 'Stop'\n  $$clock = [System.Diagnostics.Stopwatch]::StartNew()\n  $$answer = [ordered]@{ id = ConvertTo-AsciiJson @{ kind = 'identity' }; ok = $$true; ms = 0 }\n  try {\n    $$answer.value = Answer-Identity\n    $$answer.ms = [int]$$clock.ElapsedMilliseconds\n    $$rights = [string]$$answer.value.admin\n    $$json = ConvertTo-AsciiJson $$answer\n  } catch {\n    # Kinds of errors by number or error id: messages are translated.\n    $$fault = $$_.Exception\n    while ($$fault.InnerException) { $$fault = $$fault.InnerException }\n    $$kind = 'failed'\n    if ($$fault.HResult -in -2147024891, -2147023582, -2146233078) { $$kind = 'denied' }\n    if ($$fault.HResult -in -2146233031, -2146233067 -or $$_.FullyQualifiedErrorId -in 'TypeNotFound', 'CommandNotFoundException') { $$kind = 'unsupported' }\n    $$rights = 'unknown (' + $$kind + ', code ' + $$fault.HResult + ')'\n    $$failure = [ordered]@{ kind = $$kind; code = $$fault.HResult; text = $$fault.Message }\n    $$json = ConvertTo-AsciiJson ([ordered]@{ id = $$answer.id; ok = $$false; ms = [int]$$clock.ElapsedMilliseconds; error = $$failure })\n  }\n  $$begin = ConvertTo-AsciiJson ([ordered]@{ 'begin' = 'proof'; version = $$Version; sha256 = $$Sha256; languageMode = [string]$$ExecutionContext.SessionState.LanguageMode })\n  $$output = [System.Console]::OpenStandardOutput()\n  foreach ($$line in ('Process has admin rights: ' + $$rights), ('hostprocess/1 ' + $$begin), ('hostprocess/1 ' + $$json), ('hostprocess/1 ' + (ConvertTo-AsciiJson @{ 'end' = 1 }))) {\n    $$bytes = [System.Text.Encoding]::ASCII.GetBytes($$line + [char]10)\n    $$output.Write($$bytes, 0, $$bytes.Length)\n    $$output.Flush()\n  }\n}\nWrite-HostprocessProof '1' '1be63115381090cc2c0ef13364ca8c72bcfd5aeaa762acc16f4ee5a2254d4d92'\n"
                  }
                ],
                "resources": {
                  "requests": {
                    "cpu": "10m",
                    "memory": "64Mi"
                  },
                  "limits": {
                    "cpu": "500m",
                    "memory": "256Mi"
                  }
                }
              }
            ]
          }
        }
      }
    },
    "manifestText": "# Proves on one node as whom a HostProcess container runs there, prints it, and is gone five minutes later.\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: admin-check-win-1\n  labels:\n    app.kubernetes.io/managed-by: kubectl-hostprocess\n    hostprocess.dev/ephemeral: \"true\"\n  annotations:\n    hostprocess.dev/template: admin-check\nspec:\n  backoffLimit: 0\n  activeDeadlineSeconds: 120\n  ttlSecondsAfterFinished: 300\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/managed-by: kubectl-hostprocess\n        hostprocess.dev/ephemeral: \"true\"\n      annotations:\n        hostprocess.dev/template: admin-check\n    spec:\n      restartPolicy: Never\n      activeDeadlineSeconds: 120\n      # Never 0: that would make every delete a forced one, and the process could outlive its pod.\n      terminationGracePeriodSeconds: 1\n      automountServiceAccountToken: false\n      enableServiceLinks: false\n      os:\n        name: windows\n      nodeSelector:\n        kubernetes.io/os: windows\n      # Affinity and not nodeName, so that the scheduler says why the pod cannot run there.\n      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - matchFields:\n                  - key: metadata.name\n                    operator: In\n                    values:\n                      - win-1\n      # A sick node must be reachable, too.\n      tolerations:\n        - operator: Exists\n      hostNetwork: true\n      securityContext:\n        windowsOptions:\n          hostProcess: true\n          runAsUserName: NT AUTHORITY\\SYSTEM\n      containers:\n        - name: proof\n          image: mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image:v1.0.0\n          imagePullPolicy: IfNotPresent\n          command:\n            - C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe\n            - -NoLogo\n            - -NoProfile\n            - -NonInteractive\n            - -Command\n            - . ([scriptblock]::Create($env:HOSTPROCESS_PROOF))\n          env:\n            - name: HOSTPROCESS_PROOF\n              value: |\n                # kubectl-hostprocess: proof, version 1\n                #\n                # Who runs it: an operator of this Kubernetes cluster, through the kubectl plugin \"hostprocess\", to learn as whom a\n                #   HostProcess container really runs. Ask the owner of the pod; a short-lived pod names who started it in its\n                #   annotation hostprocess.dev/owner.\n                # What it reads: the account of its own process (name, SID, groups, whether it is an administrator), the host name, the\n                #   variable CONTAINER_SANDBOX_MOUNT_POINT, the version and language mode of PowerShell.\n                # What it writes: lines to standard output and nothing else. It starts no process, opens no file and no connection and\n                #   changes no setting; what follows in the same container is the workload and no part of this text.\n                # Is it the genuine text? Its SHA-256, taken with the 64 digits in the last line replaced by zeros, is those 64 digits.\n                #   The plugin's documentation lists that number for every version.\n\n                # JSON in plain ASCII, because no code page, byte order mark or line width can then change it on the way to the log.\n                function ConvertTo-AsciiJson($$Value) {\n                  $$quote = [string][char]34\n                  if ($$null -eq $$Value) { return 'null' }\n                  if ($$Value -is [bool] -or $$Value -is [int] -or $$Value -is [long]) { return ([string]$$Value).ToLowerInvariant() }\n                  if ($$Value -is [System.Collections.IDictionary]) {\n                    $$pairs = foreach ($$key in $$Value.Keys) { (ConvertTo-AsciiJson $$key) + ':' + (ConvertTo-AsciiJson $$Value[$$key]) }\n                    return '{' + ($$pairs -join ',') + '}'\n                  }\n                  if ($$Value -is [array]) {\n                    $$items = foreach ($$item in $$Value) { ConvertTo-AsciiJson $$item }\n                    return '[' + ($$items -join ',') + ']'\n                  }\n                  $$text = foreach ($$char in ([string]$$Value).ToCharArray()) {\n                    $$code = [int]$$char\n                    if ($$code -eq 34 -or $$code -eq 92) { '\\' + $$char } elseif ($$code -lt 32 -or $$code -gt 126) { '\\u' + $$code.ToString('x4') } else { $$char }\n                  }\n                  return $$quote + ($$text -join '') + $$quote\n                }\n\n                # identity: whose process this is. Account names follow the language of Windows, so membership of Administrators is asked by its SID.\n                function Answer-Identity {\n                  $$user = [System.Security.Principal.WindowsIdentity]::GetCurrent()\n                  $$administrators = [System.Security.Principal.SecurityIdentifier]'S-1-5-32-544'\n                  return [ordered]@{\n                    account = $$user.Name\n                    sid = $$user.User.Value\n                    groups = @(foreach ($$group in $$user.Groups) { $$group.Value })\n                    admin = ([System.Security.Principal.WindowsPrincipal]$$user).IsInRole($$administrators)\n                    host = [System.Net.Dns]::GetHostName()\n                    mountPoint = [System.Environment]::GetEnvironmentVariable('CONTAINER_SANDBOX_MOUNT_POINT')\n                    powershell = [string]$$PSVersionTable.PSVersion\n                    languageMode = [string]$$ExecutionContext.SessionState.LanguageMode\n                    is64Bit = [System.Environment]::Is64BitProcess\n                  }\n                }\n\n                # The line for people comes first. It says True or False only when everything else worked, too.\n                function Write-HostprocessProof($$Version, $$Sha256) {\n                  $$ErrorActionPreference = 'Stop'\n                  $$clock = [System.Diagnostics.Stopwatch]::StartNew()\n                  $$answer = [ordered]@{ id = ConvertTo-AsciiJson @{ kind = 'identity' }; ok = $$true; ms = 0 }\n                  try {\n                    $$answer.value = Answer-Identity\n                    $$answer.ms = [int]$$clock.ElapsedMilliseconds\n                    $$rights = [string]$$answer.value.admin\n                    $$json = ConvertTo-AsciiJson $$answer\n                  } catch {\n                    # Kinds of errors by number or error id: messages are translated.\n                    $$fault = $$_.Exception\n                    while ($$fault.InnerException) { $$fault = $$fault.InnerException }\n                    $$kind = 'failed'\n                    if ($$fault.HResult -in -2147024891, -2147023582, -2146233078) { $$kind = 'denied' }\n                    if ($$fault.HResult -in -2146233031, -2146233067 -or $$_.FullyQualifiedErrorId -in 'TypeNotFound', 'CommandNotFoundException') { $$kind = 'unsupported' }\n                    $$rights = 'unknown (' + $$kind + ', code ' + $$fault.HResult + ')'\n                    $$failure = [ordered]@{ kind = $$kind; code = $$fault.HResult; text = $$fault.Message }\n                    $$json = ConvertTo-AsciiJson ([ordered]@{ id = $$answer.id; ok = $$false; ms = [int]$$clock.ElapsedMilliseconds; error = $$failure })\n                  }\n                  $$begin = ConvertTo-AsciiJson ([ordered]@{ 'begin' = 'proof'; version = $$Version; sha256 = $$Sha256; languageMode = [string]$$ExecutionContext.SessionState.LanguageMode })\n                  $$output = [System.Console]::OpenStandardOutput()\n                  foreach ($$line in ('Process has admin rights: ' + $$rights), ('hostprocess/1 ' + $$begin), ('hostprocess/1 ' + $$json), ('hostprocess/1 ' + (ConvertTo-AsciiJson @{ 'end' = 1 }))) {\n                    $$bytes = [System.Text.Encoding]::ASCII.GetBytes($$line + [char]10)\n                    $$output.Write($$bytes, 0, $$bytes.Length)\n                    $$output.Flush()\n                  }\n                }\n                Write-HostprocessProof '1' '1be63115381090cc2c0ef13364ca8c72bcfd5aeaa762acc16f4ee5a2254d4d92'\n          resources:\n            requests:\n              cpu: 10m\n              memory: 64Mi\n            limits:\n              cpu: 500m\n              memory: 256Mi\n"
  },
  {
    "name": "local-service-pod",
    "summary": "Runs ping as LocalService on one Windows node, after proving its rights",
    "each": null,
    "ephemeral": false,
    "holes": [
      {
        "name": "name",
        "type": "name",
        "sets": [
          "/metadata/name",
          "/metadata/labels/app"
        ],
        "default": "local-service-pod",
        "help": "Name of the pod and value of its label app.",
        "required": false
      },
      {
        "name": "namespace",
        "type": "name",
        "sets": [
          "/metadata/namespace"
        ],
        "default": null,
        "help": "Namespace; without one, the current one. It must admit privileged pods.",
        "required": false
      },
      {
        "name": "nodes",
        "type": "node-names",
        "sets": [
          "/spec/affinity"
        ],
        "default": null,
        "help": "Nodes to choose from; without any, the scheduler chooses.",
        "required": false
      },
      {
        "name": "account",
        "type": "account",
        "sets": [
          "/spec/securityContext/windowsOptions/runAsUserName"
        ],
        "default": "NT AUTHORITY\\Local service",
        "help": "Account to run as, NT AUTHORITY\\SYSTEM, NT AUTHORITY\\Local service, NT AUTHORITY\\Network service or a local group of the node (containerd 1.7 or later).",
        "required": false
      },
      {
        "name": "image",
        "type": "image",
        "sets": [
          "/spec/containers/0/image"
        ],
        "default": "mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image:v1.0.0",
        "help": "Image; its files are not used, so a small one that the nodes already have will do.",
        "required": false
      },
      {
        "name": "selector",
        "type": "selector",
        "sets": [
          "/spec/nodeSelector"
        ],
        "default": {
          "kubernetes.io/os": "windows"
        },
        "help": "Labels of the nodes to run on; kubernetes.io/os=windows always is one of them.",
        "required": false
      },
      {
        "name": "tolerations",
        "type": "tolerations",
        "sets": [
          "/spec/tolerations"
        ],
        "default": [
          {
            "key": "os",
            "operator": "Equal",
            "value": "windows"
          },
          {
            "key": "node.kubernetes.io/os",
            "operator": "Equal",
            "value": "windows"
          },
          {
            "key": "kubernetes.io/os",
            "operator": "Equal",
            "value": "windows"
          }
        ],
        "help": "Taints to put up with.",
        "required": false
      },
      {
        "name": "cpu-limit",
        "type": "quantity",
        "sets": [
          "/spec/containers/0/resources/limits/cpu"
        ],
        "default": "500m",
        "help": "Processor time at most, as a share of the whole node.",
        "required": false
      },
      {
        "name": "memory-limit",
        "type": "quantity",
        "sets": [
          "/spec/containers/0/resources/limits/memory"
        ],
        "default": "256Mi",
        "help": "Memory that may be committed at most; with too little PowerShell cannot start.",
        "required": false
      },
      {
        "name": "script",
        "type": "script",
        "sets": [
          "/spec/containers/0"
        ],
        "default": "C:\\Windows\\System32\\ping.exe -t 127.0.0.1",
        "help": "PowerShell to run after the proof.",
        "required": false
      }
    ],
    "manifest": {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": {
        "name": "local-service-pod",
        "labels": {
          "app": "local-service-pod",
          "app.kubernetes.io/managed-by": "kubectl-hostprocess"
        },
        "annotations": {
          "hostprocess.dev/template": "local-service-pod"
        }
      },
      "spec": {
        "terminationGracePeriodSeconds": 1,
        "automountServiceAccountToken": false,
        "enableServiceLinks": false,
        "os": {
          "name": "windows"
        },
        "nodeSelector": {
          "kubernetes.io/os": "windows"
        },
        "tolerations": [
          {
            "key": "os",
            "operator": "Equal",
            "value": "windows"
          },
          {
            "key": "node.kubernetes.io/os",
            "operator": "Equal",
            "value": "windows"
          },
          {
            "key": "kubernetes.io/os",
            "operator": "Equal",
            "value": "windows"
          }
        ],
        "hostNetwork": true,
        "securityContext": {
          "windowsOptions": {
            "hostProcess": true,
            "runAsUserName": "NT AUTHORITY\\Local service"
          }
        },
        "containers": [
          {
            "name": "ping",
            "image": "mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image:v1.0.0",
            "imagePullPolicy": "IfNotPresent",
            "command": [
              "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
              "-NoLogo",
              "-NoProfile",
              "-NonInteractive",
              "-Command",
              ". ([scriptblock]::Create($env:HOSTPROCESS_PROOF)); C:\\Windows\\System32\\ping.exe -t 127.0.0.1"
            ],
            "env": [
              {
                "name": "HOSTPROCESS_PROOF",
                "value": "# kubectl-hostprocess: proof, version 1\n#\n# Who runs it: an operator of this Kubernetes cluster, through the kubectl plugin \"hostprocess\", to learn as whom a\n#   HostProcess container really runs. Ask the owner of the pod; a short-lived pod names who started it in its\n#   annotation hostprocess.dev/owner.\n# What it reads: the account of its own process (name, SID, groups, whether it is an administrator), the host name, the\n#   variable CONTAINER_SANDBOX_MOUNT_POINT, the version and language mode of PowerShell.\n# What it writes: lines to standard output and nothing else. It starts no process, opens no file and no connection and\n#   changes no setting; what follows in the same container is the workload and no part of this text.\n# Is it the genuine text? Its SHA-256, taken with the 64 digits in the last line replaced by zeros, is those 64 digits.\n#   The plugin's documentation lists that number for every version.\n\n# JSON in plain ASCII, because no code page, byte order mark or line width can then change it on the way to the log.\nfunction ConvertTo-AsciiJson($$Value) {\n  $$quote = [string][char]34\n  if ($$null -eq $$Value) { return 'null' }\n  if ($$Value -is [bool] -or $$Value -is [int] -or $$Value -is [long]) { return ([string]$$Value).ToLowerInvariant() }\n  if ($$Value -is [System.Collections.IDictionary]) {\n    $$pairs = foreach ($$key in $$Value.Keys) { (ConvertTo-AsciiJson $$key) + ':' + (ConvertTo-AsciiJson $$Value[$$key]) }\n    return '{' + ($$pairs -join ',') + '}'\n  }\n  if ($$Value -is [array]) {\n    $$items = foreach ($$item in $$Value) { ConvertTo-AsciiJson $$item }\n    return '[' + ($$items -join ',') + ']'\n  }\n  $$text = foreach ($$char in ([string]$$Value).ToCharArray()) {\n    $$code = [int]$$char\n    if ($$code -eq 34 -or $$code -eq 92) { '\\' + $$char } elseif ($$code -lt 32 -or $$code -gt 126) { '\\u' + $$code.ToString('x4') } else { $$char }\n  }\n  return $$quote + ($$text -join '') + $$quote\n}\n\n# identity: whose process this is. Account names follow the language of Windows, so membership of Administrators is asked by its SID.\nfunction Answer-Identity {\n  $$user = [System.Security.Principal.WindowsIdentity]::GetCurrent()\n  $$administrators = [System.Security.Principal.SecurityIdentifier]'S-1-5-32-544'\n  return [ordered]@{\n    account = $$user.Name\n    sid = $$user.User.Value\n    groups = @(foreach ($$group in $$user.Groups) { $$group.Value })\n    admin = ([System.Security.Principal.WindowsPrincipal]$$user).IsInRole($$administrators)\n    host = [System.Net.Dns]::GetHostName()\n    mountPoint = [System.Environment]::GetEnvironmentVariable('CONTAINER_SANDBOX_MOUNT_POINT')\n    powershell = [string]$$PSVersionTable.PSVersion\n    languageMode = [string]$$ExecutionContext.SessionState.LanguageMode\n    is64Bit = [System.Environment]::Is64BitProcess\n  }\n}\n\n# The line for people comes first. It says True or False only when everything else worked, too.\nfunction Write-HostprocessProof($$Version, $$Sha256) {\n  $$ErrorActionPreference = 'Stop'\n  $$clock = [System.Diagnostics.Stopwatch]::StartNew()\n  $$answer = [ordered]@{ id = ConvertTo-AsciiJson @{ kind = 'identity' }; ok = $$true; ms = 0 }\n  try {\n    $$answer.value = Answer-Identity\n    $$answer.ms = [int]$$clock.ElapsedMilliseconds\n    $$rights = [string]$$answer.value.admin\n    $$json = ConvertTo-AsciiJson $$answer\n  } catch {\n    # Kinds of errors by number or error id: messages are translated.\n    $$fault = $$_.Exception\n    while ($$fault.InnerException) { $$fault = $$fault.InnerException }\n    $$kind = 'failed'\n    if ($$fault.HResult -in -2147024891, -2147023582, -2146233078) { $$kind = 'denied' }\n    if ($$fault.HResult -in -2146233031, -2146233067 -or $$_.FullyQualifiedErrorId -in 'TypeNotFound', 'CommandNotFoundException') { $$kind = 'unsupported' }\n    $$rights = 'unknown (' + $$kind + ', code ' + $$fault.HResult + ')'\n    $$failure = [ordered]@{ kind = $$kind; code = $$fault.HResult; text = $$fault.Message }\n    $$json = ConvertTo-AsciiJson ([ordered]@{ id = $$answer.id; ok = $$false; ms = [int]$$clock.ElapsedMilliseconds; error = $$failure })\n  }\n  $$begin = ConvertTo-AsciiJson ([ordered]@{ 'begin' = 'proof'; version = $$Version; sha256 = $$Sha256; languageMode = [string]$$ExecutionContext.SessionState.LanguageMode })\n  $$output = [System.Console]::OpenStandardOutput()\n  foreach ($$line in ('Process has admin rights: ' + $$rights), ('hostprocess/1 ' + $$begin), ('hostprocess/1 ' + $$json), ('hostprocess/1 ' + (ConvertTo-AsciiJson @{ 'end' = 1 }))) {\n    $$bytes = [System.Text.Encoding]::ASCII.GetBytes($$line + [char]10)\n    $$output.Write($$bytes, 0, $$bytes.Length)\n    $$output.Flush()\n  }\n}\nWrite-HostprocessProof '1' '1be63115381090cc2c0ef13364ca8c72bcfd5aeaa762acc16f4ee5a2254d4d92'\n"
              }
            ],
            "resources": {
              "requests": {
                "cpu": "10m",
                "memory": "64Mi"
              },
              "limits": {
                "cpu": "500m",
                "memory": "256Mi"
              }
            }
          }
        ]
      }
    },
    "manifestText": "# A HostProcess container with few rights: LocalService is no administrator, which the proof shows before ping starts.\napiVersion: v1\nkind: Pod\nmetadata:\n  name: local-service-pod\n  labels:\n    app: local-service-pod\n    app.kubernetes.io/managed-by: kubectl-hostprocess\n  annotations:\n    hostprocess.dev/template: local-service-pod\nspec:\n  # Never 0: that would make every delete a forced one, and the process could outlive its pod.\n  terminationGracePeriodSeconds: 1\n  automountServiceAccountToken: false\n  enableServiceLinks: false\n  os:\n    name: windows\n  nodeSelector:\n    kubernetes.io/os: windows\n  # The taints that keep Linux pods off Windows nodes, and no others.\n  tolerations:\n    - key: os\n      operator: Equal\n      value: windows\n    - key: node.kubernetes.io/os\n      operator: Equal\n      value: windows\n    - key: kubernetes.io/os\n      operator: Equal\n      value: windows\n  hostNetwork: true\n  securityContext:\n    windowsOptions:\n      hostProcess: true\n      runAsUserName: NT AUTHORITY\\Local service\n  containers:\n    - name: ping\n      image: mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image:v1.0.0\n      imagePullPolicy: IfNotPresent\n      command:\n        - C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe\n        - -NoLogo\n        - -NoProfile\n        - -NonInteractive\n        - -Command\n        - . ([scriptblock]::Create($env:HOSTPROCESS_PROOF)); C:\\Windows\\System32\\ping.exe -t 127.0.0.1\n      env:\n        - name: HOSTPROCESS_PROOF\n          value: |\n            # kubectl-hostprocess: proof, version 1\n            #\n            # Who runs it: an operator of this Kubernetes cluster, through the kubectl plugin \"hostprocess\", to learn as whom a\n            #   HostProcess container really runs. Ask the owner of the pod; a short-lived pod names who started it in its\n            #   annotation hostprocess.dev/owner.\n            # What it reads: the account of its own process (name, SID, groups, whether it is an administrator), the host name, the\n            #   variable CONTAINER_SANDBOX_MOUNT_POINT, the version and language mode of PowerShell.\n            # What it writes: lines to standard output and nothing else. It starts no process, opens no file and no connection and\n            #   changes no setting; what follows in the same container is the workload and no part of this text.\n            # Is it the genuine text? Its SHA-256, taken with the 64 digits in the last line replaced by zeros, is those 64 digits.\n            #   The plugin's documentation lists that number for every version.\n\n            # JSON in plain ASCII, because no code page, byte order mark or line width can then change it on the way to the log.\n            function ConvertTo-AsciiJson($$Value) {\n              $$quote = [string][char]34\n              if ($$null -eq $$Value) { return 'null' }\n              if ($$Value -is [bool] -or $$Value -is [int] -or $$Value -is [long]) { return ([string]$$Value).ToLowerInvariant() }\n              if ($$Value -is [System.Collections.IDictionary]) {\n                $$pairs = foreach ($$key in $$Value.Keys) { (ConvertTo-AsciiJson $$key) + ':' + (ConvertTo-AsciiJson $$Value[$$key]) }\n                return '{' + ($$pairs -join ',') + '}'\n              }\n              if ($$Value -is [array]) {\n                $$items = foreach ($$item in $$Value) { ConvertTo-AsciiJson $$item }\n                return '[' + ($$items -join ',') + ']'\n              }\n              $$text = foreach ($$char in ([string]$$Value).ToCharArray()) {\n                $$code = [int]$$char\n                if ($$code -eq 34 -or $$code -eq 92) { '\\' + $$char } elseif ($$code -lt 32 -or $$code -gt 126) { '\\u' + $$code.ToString('x4') } else { $$char }\n              }\n              return $$quote + ($$text -join '') + $$quote\n            }\n\n            # identity: whose process this is. Account names follow the language of Windows, so membership of Administrators is asked by its SID.\n            function Answer-Identity {\n              $$user = [System.Security.Principal.WindowsIdentity]::GetCurrent()\n              $$administrators = [System.Security.Principal.SecurityIdentifier]'S-1-5-32-544'\n              return [ordered]@{\n                account = $$user.Name\n                sid = $$user.User.Value\n                groups = @(foreach ($$group in $$user.Groups) { $$group.Value })\n                admin = ([System.Security.Principal.WindowsPrincipal]$$user).IsInRole($$administrators)\n                host = [System.Net.Dns]::GetHostName()\n                mountPoint = [System.Environment]::GetEnvironmentVariable('CONTAINER_SANDBOX_MOUNT_POINT')\n                powershell = [string]$$PSVersionTable.PSVersion\n                languageMode = [string]$$ExecutionContext.SessionState.LanguageMode\n                is64Bit = [System.Environment]::Is64BitProcess\n              }\n            }\n\n            # The line for people comes first. It says True or False only when everything else worked, too.\n            function Write-HostprocessProof($$Version, $$Sha256) {\n              $$ErrorActionPreference = 'Stop'\n              $$clock = [System.Diagnostics.Stopwatch]::StartNew()\n              $$answer = [ordered]@{ id = ConvertTo-AsciiJson @{ kind = 'identity' }; ok = $$true; ms = 0 }\n              try {\n                $$answer.value = Answer-Identity\n                $$answer.ms = [int]$$clock.ElapsedMilliseconds\n                $$rights = [string]$$answer.value.admin\n                $$json = ConvertTo-AsciiJson $$answer\n              } catch {\n                # Kinds of errors by number or error id: messages are translated.\n                $$fault = $$_.Exception\n                while ($$fault.InnerException) { $$fault = $$fault.InnerException }\n                $$kind = 'failed'\n                if ($$fault.HResult -in -2147024891, -2147023582, -2146233078) { $$kind = 'denied' }\n                if ($$fault.HResult -in -2146233031, -2146233067 -or $$_.FullyQualifiedErrorId -in 'TypeNotFound', 'CommandNotFoundException') { $$kind = 'unsupported' }\n                $$rights = 'unknown (' + $$kind + ', code ' + $$fault.HResult + ')'\n                $$failure = [ordered]@{ kind = $$kind; code = $$fault.HResult; text = $$fault.Message }\n                $$json = ConvertTo-AsciiJson ([ordered]@{ id = $$answer.id; ok = $$false; ms = [int]$$clock.ElapsedMilliseconds; error = $$failure })\n              }\n              $$begin = ConvertTo-AsciiJson ([ordered]@{ 'begin' = 'proof'; version = $$Version; sha256 = $$Sha256; languageMode = [string]$$ExecutionContext.SessionState.LanguageMode })\n              $$output = [System.Console]::OpenStandardOutput()\n              foreach ($$line in ('Process has admin rights: ' + $$rights), ('hostprocess/1 ' + $$begin), ('hostprocess/1 ' + $$json), ('hostprocess/1 ' + (ConvertTo-AsciiJson @{ 'end' = 1 }))) {\n                $$bytes = [System.Text.Encoding]::ASCII.GetBytes($$line + [char]10)\n                $$output.Write($$bytes, 0, $$bytes.Length)\n                $$output.Flush()\n              }\n            }\n            Write-HostprocessProof '1' '1be63115381090cc2c0ef13364ca8c72bcfd5aeaa762acc16f4ee5a2254d4d92'\n      resources:\n        requests:\n          cpu: 10m\n          memory: 64Mi\n        limits:\n          cpu: 500m\n          memory: 256Mi\n"
  },
  {
    "name": "privileged-daemonset",
    "summary": "Runs as SYSTEM on every Windows node, proves its rights, then waits",
    "each": null,
    "ephemeral": false,
    "holes": [
      {
        "name": "name",
        "type": "name",
        "sets": [
          "/metadata/name",
          "/metadata/labels/app",
          "/spec/selector/matchLabels/app",
          "/spec/template/metadata/labels/app"
        ],
        "default": "privileged-daemonset",
        "help": "Name of the DaemonSet and value of its label app.",
        "required": false
      },
      {
        "name": "namespace",
        "type": "name",
        "sets": [
          "/metadata/namespace"
        ],
        "default": "kube-system",
        "help": "Namespace; it must admit privileged pods.",
        "required": false
      },
      {
        "name": "nodes",
        "type": "node-names",
        "sets": [
          "/spec/template/spec/affinity"
        ],
        "default": null,
        "help": "Nodes to run on; without any, every node that the selector and the tolerations allow.",
        "required": false
      },
      {
        "name": "account",
        "type": "account",
        "sets": [
          "/spec/template/spec/securityContext/windowsOptions/runAsUserName"
        ],
        "default": "NT AUTHORITY\\SYSTEM",
        "help": "Account to run as, NT AUTHORITY\\SYSTEM, NT AUTHORITY\\Local service, NT AUTHORITY\\Network service or a local group of the node (containerd 1.7 or later).",
        "required": false
      },
      {
        "name": "image",
        "type": "image",
        "sets": [
          "/spec/template/spec/containers/0/image"
        ],
        "default": "mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image:v1.0.0",
        "help": "Image; its files are not used, so a small one that the nodes already have will do.",
        "required": false
      },
      {
        "name": "selector",
        "type": "selector",
        "sets": [
          "/spec/template/spec/nodeSelector"
        ],
        "default": {
          "kubernetes.io/os": "windows"
        },
        "help": "Labels of the nodes to run on; kubernetes.io/os=windows always is one of them.",
        "required": false
      },
      {
        "name": "tolerations",
        "type": "tolerations",
        "sets": [
          "/spec/template/spec/tolerations"
        ],
        "default": [
          {
            "key": "os",
            "operator": "Equal",
            "value": "windows"
          },
          {
            "key": "node.kubernetes.io/os",
            "operator": "Equal",
            "value": "windows"
          },
          {
            "key": "kubernetes.io/os",
            "operator": "Equal",
            "value": "windows"
          }
        ],
        "help": "Taints to put up with.",
        "required": false
      },
      {
        "name": "cpu-limit",
        "type": "quantity",
        "sets": [
          "/spec/template/spec/containers/0/resources/limits/cpu"
        ],
        "default": "500m",
        "help": "Processor time at most, as a share of the whole node.",
        "required": false
      },
      {
        "name": "memory-limit",
        "type": "quantity",
        "sets": [
          "/spec/template/spec/containers/0/resources/limits/memory"
        ],
        "default": "256Mi",
        "help": "Memory that may be committed at most; with too little PowerShell cannot start.",
        "required": false
      },
      {
        "name": "script",
        "type": "script",
        "sets": [
          "/spec/template/spec/containers/0"
        ],
        "default": "Start-Sleep -Seconds 2147483",
        "help": "PowerShell to run after the proof.",
        "required": false
      }
    ],
    "manifest": {
      "apiVersion": "apps/v1",
      "kind": "DaemonSet",
      "metadata": {
        "name": "privileged-daemonset",
        "namespace": "kube-system",
        "labels": {
          "app": "privileged-daemonset",
          "app.kubernetes.io/managed-by": "kubectl-hostprocess"
        },
        "annotations": {
          "hostprocess.dev/template": "privileged-daemonset"
        }
      },
      "spec": {
        "selector": {
          "matchLabels": {
            "app": "privileged-daemonset"
          }
        },
        "template": {
          "metadata": {
            "labels": {
              "app": "privileged-daemonset",
              "app.kubernetes.io/managed-by": "kubectl-hostprocess"
            },
            "annotations": {
              "hostprocess.dev/template": "privileged-daemonset"
            }
          },
          "spec": {
            "terminationGracePeriodSeconds": 1,
            "automountServiceAccountToken": false,
            "enableServiceLinks": false,
            "os": {
              "name": "windows"
            },
            "nodeSelector": {
              "kubernetes.io/os": "windows"
            },
            "tolerations": [
              {
                "key": "os",
                "operator": "Equal",
                "value": "windows"
              },
              {
                "key": "node.kubernetes.io/os",
                "operator": "Equal",
                "value": "windows"
              },
              {
                "key": "kubernetes.io/os",
                "operator": "Equal",
                "value": "windows"
              }
            ],
            "hostNetwork": true,
            "securityContext": {
              "windowsOptions": {
                "hostProcess": true,
                "runAsUserName": "NT AUTHORITY\\SYSTEM"
              }
            },
            "containers": [
              {
                "name": "powershell",
                "image": "mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image:v1.0.0",
                "imagePullPolicy": "IfNotPresent",
                "command": [
                  "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
                  "-NoLogo",
                  "-NoProfile",
                  "-NonInteractive",
                  "-Command",
                  ". ([scriptblock]::Create($env:HOSTPROCESS_PROOF)); Start-Sleep -Seconds 2147483"
                ],
                "env": [
                  {
                    "name": "HOSTPROCESS_PROOF",
                    "value": "# kubectl-hostprocess: proof, version 1\n#\n# Who runs it: an operator of this Kubernetes cluster, through the kubectl plugin \"hostprocess\", to learn as whom a\n#   HostProcess container really runs. Ask the owner of the pod; a short-lived pod names who started it in its\n#   annotation hostprocess.dev/owner.\n# What it reads: the account of its own process (name, SID, groups, whether it is an administrator), the host name, the\n#   variable CONTAINER_SANDBOX_MOUNT_POINT, the version and language mode of PowerShell.\n# What it writes: lines to standard output and nothing else. It starts no process, opens no file and no connection and\n#   changes no setting; what follows in the same container is the workload and no part of this text.\n# Is it the genuine text? Its SHA-256, taken with the 64 digits in the last line replaced by zeros, is those 64 digits.\n#   The plugin's documentation lists that number for every version.\n\n# JSON in plain ASCII, because no code page, byte order mark or line width can then change it on the way to the log.\nfunction ConvertTo-AsciiJson($$Value) {\n  $$quote = [string][char]34\n  if ($$null -eq $$Value) { return 'null' }\n  if ($$Value -is [bool] -or $$Value -is [int] -or $$Value -is [long]) { return ([string]$$Value).ToLowerInvariant() }\n  if ($$Value -is [System.Collections.IDictionary]) {\n    $$pairs = foreach ($$key in $$Value.Keys) { (ConvertTo-AsciiJson $$key) + ':' + (ConvertTo-AsciiJson $$Value[$$key]) }\n    return '{' + ($$pairs -join ',') + '}'\n  }\n  if ($$Value -is [array]) {\n    $$items = foreach ($$item in $$Value) { ConvertTo-AsciiJson $$item }\n    return '[' + ($$items -join ',') + ']'\n  }\n  $$text = foreach ($$char in ([string]$$Value).ToCharArray()) {\n    $$code = [int]$$char\n    if ($$code -eq 34 -or $$code -eq 92) { '\\' + $$char } elseif ($$code -lt 32 -or $$code -gt 126) { '\\u' + $$code.ToString('x4') } else { $$char }\n  }\n  return $$quote + ($$text -join '') + $$quote\n}\n\n# identity: whose process this is. Account names follow the language of Windows, so membership of Administrators is asked by its SID.\nfunction Answer-Identity {\n  $$user = [System.Security.Principal.WindowsIdentity]::GetCurrent()\n  $$administrators = [System.Security.Principal.SecurityIdentifier]'S-1-5-32-544'\n  return [ordered]@{\n    account = $$user.Name\n    sid = $$user.User.Value\n    groups = @(foreach ($$group in $$user.Groups) { $$group.Value })\n    admin = ([System.Security.Principal.WindowsPrincipal]$$user).IsInRole($$administrators)\n    host = [System.Net.Dns]::GetHostName()\n    mountPoint = [System.Environment]::GetEnvironmentVariable('CONTAINER_SANDBOX_MOUNT_POINT')\n    powershell = [string]$$PSVersionTable.PSVersion\n    languageMode = [string]$$ExecutionContext.SessionState.LanguageMode\n    is64Bit = [System.Environment]::Is64BitProcess\n  }\n}\n\n# The line for people comes first. It says True or False only when everything else worked, too.\nfunction Write-HostprocessProof($$Version, $$Sha256) {\n  $$ErrorActionPreference = 'Stop'\n  $$clock = [System.Diagnostics.Stopwatch]::StartNew()\n  $$answer = [ordered]@{ id = ConvertTo-AsciiJson @{ kind = 'identity' }; ok = $$true; ms = 0 }\n  try {\n    $$answer.value = Answer-Identity\n    $$answer.ms = [int]$$clock.ElapsedMilliseconds\n    $$rights = [string]$$answer.value.admin\n    $$json = ConvertTo-AsciiJson $$answer\n  } catch {\n    # Kinds of errors by number or error id: messages are translated.\n    $$fault = $$_.Exception\n    while ($$fault.InnerException) { $$fault = $$fault.InnerException }\n    $$kind = 'failed'\n    if ($$fault.HResult -in -2147024891, -2147023582, -2146233078) { $$kind = 'denied' }\n    if ($$fault.HResult -in -2146233031, -2146233067 -or $$_.FullyQualifiedErrorId -in 'TypeNotFound', 'CommandNotFoundException') { $$kind = 'unsupported' }\n    $$rights = 'unknown (' + $$kind + ', code ' + $$fault.HResult + ')'\n    $$failure = [ordered]@{ kind = $$kind; code = $$fault.HResult; text = $$fault.Message }\n    $$json = ConvertTo-AsciiJson ([ordered]@{ id = $$answer.id; ok = $$false; ms = [int]$$clock.ElapsedMilliseconds; error = $$failure })\n  }\n  $$begin = ConvertTo-AsciiJson ([ordered]@{ 'begin' = 'proof'; version = $$Version; sha256 = $$Sha256; languageMode = [string]$$ExecutionContext.SessionState.LanguageMode })\n  $$output = [System.Console]::OpenStandardOutput()\n  foreach ($$line in ('Process has admin rights: ' + $$rights), ('hostprocess/1 ' + $$begin), ('hostprocess/1 ' + $$json), ('hostprocess/1 ' + (ConvertTo-AsciiJson @{ 'end' = 1 }))) {\n    $$bytes = [System.Text.Encoding]::ASCII.GetBytes($$line + [char]10)\n    $$output.Write($$bytes, 0, $$bytes.Length)\n    $$output.Flush()\n  }\n}\nWrite-HostprocessProof '1' '1be63115381090cc2c0ef13364ca8c72bcfd5aeaa762acc16f4ee5a2254d4d92'\n"
                  }
                ],
                "resources": {
                  "requests": {
                    "cpu": "10m",
                    "memory": "64Mi"
                  },
                  "limits": {
                    "cpu": "500m",
                    "memory": "256Mi"
                  }
                }
              }
            ]
          }
        }
      }
    },
    "manifestText": "# A HostProcess container on every Windows node: it first proves its rights, then waits for you to work in it.\napiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: privileged-daemonset\n  namespace: kube-system\n  labels:\n    app: privileged-daemonset\n    app.kubernetes.io/managed-by: kubectl-hostprocess\n  annotations:\n    hostprocess.dev/template: privileged-daemonset\nspec:\n  selector:\n    matchLabels:\n      app: privileged-daemonset\n  template:\n    metadata:\n      labels:\n        app: privileged-daemonset\n        app.kubernetes.io/managed-by: kubectl-hostprocess\n      annotations:\n        hostprocess.dev/template: privileged-daemonset\n    spec:\n      # Never 0: that would make every delete a forced one, and the process could outlive its pod.\n      terminationGracePeriodSeconds: 1\n      automountServiceAccountToken: false\n      enableServiceLinks: false\n      os:\n        name: windows\n      nodeSelector:\n        kubernetes.io/os: windows\n      # The taints that keep Linux pods off Windows nodes, and no others.\n      tolerations:\n        - key: os\n          operator: Equal\n          value: windows\n        - key: node.kubernetes.io/os\n          operator: Equal\n          value: windows\n        - key: kubernetes.io/os\n          operator: Equal\n          value: windows\n      hostNetwork: true\n      securityContext:\n        windowsOptions:\n          hostProcess: true\n          runAsUserName: NT AUTHORITY\\SYSTEM\n      containers:\n        - name: powershell\n          image: mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image:v1.0.0\n          imagePullPolicy: IfNotPresent\n          command:\n            - C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe\n            - -NoLogo\n            - -NoProfile\n            - -NonInteractive\n            - -Command\n            - . ([scriptblock]::Create($env:HOSTPROCESS_PROOF)); Start-Sleep -Seconds 2147483\n          env:\n            - name: HOSTPROCESS_PROOF\n              value: |\n                # kubectl-hostprocess: proof, version 1\n                #\n                # Who runs it: an operator of this Kubernetes cluster, through the kubectl plugin \"hostprocess\", to learn as whom a\n                #   HostProcess container really runs. Ask the owner of the pod; a short-lived pod names who started it in its\n                #   annotation hostprocess.dev/owner.\n                # What it reads: the account of its own process (name, SID, groups, whether it is an administrator), the host name, the\n                #   variable CONTAINER_SANDBOX_MOUNT_POINT, the version and language mode of PowerShell.\n                # What it writes: lines to standard output and nothing else. It starts no process, opens no file and no connection and\n                #   changes no setting; what follows in the same container is the workload and no part of this text.\n                # Is it the genuine text? Its SHA-256, taken with the 64 digits in the last line replaced by zeros, is those 64 digits.\n                #   The plugin's documentation lists that number for every version.\n\n                # JSON in plain ASCII, because no code page, byte order mark or line width can then change it on the way to the log.\n                function ConvertTo-AsciiJson($$Value) {\n                  $$quote = [string][char]34\n                  if ($$null -eq $$Value) { return 'null' }\n                  if ($$Value -is [bool] -or $$Value -is [int] -or $$Value -is [long]) { return ([string]$$Value).ToLowerInvariant() }\n                  if ($$Value -is [System.Collections.IDictionary]) {\n                    $$pairs = foreach ($$key in $$Value.Keys) { (ConvertTo-AsciiJson $$key) + ':' + (ConvertTo-AsciiJson $$Value[$$key]) }\n                    return '{' + ($$pairs -join ',') + '}'\n                  }\n                  if ($$Value -is [array]) {\n                    $$items = foreach ($$item in $$Value) { ConvertTo-AsciiJson $$item }\n                    return '[' + ($$items -join ',') + ']'\n                  }\n                  $$text = foreach ($$char in ([string]$$Value).ToCharArray()) {\n                    $$code = [int]$$char\n                    if ($$code -eq 34 -or $$code -eq 92) { '\\' + $$char } elseif ($$code -lt 32 -or $$code -gt 126) { '\\u' + $$code.ToString('x4') } else { $$char }\n                  }\n                  return $$quote + ($$text -join '') + $$quote\n                }\n\n                # identity: whose process this is. Account names follow the language of Windows, so membership of Administrators is asked by its SID.\n                function Answer-Identity {\n                  $$user = [System.Security.Principal.WindowsIdentity]::GetCurrent()\n                  $$administrators = [System.Security.Principal.SecurityIdentifier]'S-1-5-32-544'\n                  return [ordered]@{\n                    account = $$user.Name\n                    sid = $$user.User.Value\n                    groups = @(foreach ($$group in $$user.Groups) { $$group.Value })\n                    admin = ([System.Security.Principal.WindowsPrincipal]$$user).IsInRole($$administrators)\n                    host = [System.Net.Dns]::GetHostName()\n                    mountPoint = [System.Environment]::GetEnvironmentVariable('CONTAINER_SANDBOX_MOUNT_POINT')\n                    powershell = [string]$$PSVersionTable.PSVersion\n                    languageMode = [string]$$ExecutionContext.SessionState.LanguageMode\n                    is64Bit = [System.Environment]::Is64BitProcess\n                  }\n                }\n\n                # The line for people comes first. It says True or False only when everything else worked, too.\n                function Write-HostprocessProof($$Version, $$Sha256) {\n                  $$ErrorActionPreference = 'Stop'\n                  $$clock = [System.Diagnostics.Stopwatch]::StartNew()\n                  $$answer = [ordered]@{ id = ConvertTo-AsciiJson @{ kind = 'identity' }; ok = $$true; ms = 0 }\n                  try {\n                    $$answer.value = Answer-Identity\n                    $$answer.ms = [int]$$clock.ElapsedMilliseconds\n                    $$rights = [string]$$answer.value.admin\n                    $$json = ConvertTo-AsciiJson $$answer\n                  } catch {\n                    # Kinds of errors by number or error id: messages are translated.\n                    $$fault = $$_.Exception\n                    while ($$fault.InnerException) { $$fault = $$fault.InnerException }\n                    $$kind = 'failed'\n                    if ($$fault.HResult -in -2147024891, -2147023582, -2146233078) { $$kind = 'denied' }\n                    if ($$fault.HResult -in -2146233031, -2146233067 -or $$_.FullyQualifiedErrorId -in 'TypeNotFound', 'CommandNotFoundException') { $$kind = 'unsupported' }\n                    $$rights = 'unknown (' + $$kind + ', code ' + $$fault.HResult + ')'\n                    $$failure = [ordered]@{ kind = $$kind; code = $$fault.HResult; text = $$fault.Message }\n                    $$json = ConvertTo-AsciiJson ([ordered]@{ id = $$answer.id; ok = $$false; ms = [int]$$clock.ElapsedMilliseconds; error = $$failure })\n                  }\n                  $$begin = ConvertTo-AsciiJson ([ordered]@{ 'begin' = 'proof'; version = $$Version; sha256 = $$Sha256; languageMode = [string]$$ExecutionContext.SessionState.LanguageMode })\n                  $$output = [System.Console]::OpenStandardOutput()\n                  foreach ($$line in ('Process has admin rights: ' + $$rights), ('hostprocess/1 ' + $$begin), ('hostprocess/1 ' + $$json), ('hostprocess/1 ' + (ConvertTo-AsciiJson @{ 'end' = 1 }))) {\n                    $$bytes = [System.Text.Encoding]::ASCII.GetBytes($$line + [char]10)\n                    $$output.Write($$bytes, 0, $$bytes.Length)\n                    $$output.Flush()\n                  }\n                }\n                Write-HostprocessProof '1' '1be63115381090cc2c0ef13364ca8c72bcfd5aeaa762acc16f4ee5a2254d4d92'\n          resources:\n            requests:\n              cpu: 10m\n              memory: 64Mi\n            limits:\n              cpu: 500m\n              memory: 256Mi\n"
  }
];
