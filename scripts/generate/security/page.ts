/** What each kind of ask reads, in words for people who decide whether it may. */
const READS: {readonly [kind: string]: string} = {
  identity: 'account, SIDs and administrator or not of the collector’s own process',
  host: 'build, edition, clock, start, DNS suffix, why a restart is due',
  volume: 'size and free space of a drive',
  file: 'whether a path on a drive of the node exists (no network paths), its size, times and file version; the end of a `.log` or `.txt` only directly in the folders in `Read-Tail`',
  folder: 'names, sizes and times in any folder on a drive of the node, never below it',
  registry:
    'values at and below the roots in `Test-Root`, strings masked; of a service only its own key, never a key or value called Environment',
  processes: 'number, threads, handles and memory of the processes of one name; no command lines',
  service: 'state, start, account, image path (masked), names of its environment variables, proxies (masked)',
  http: 'a health page on 127.0.0.1',
  dns: 'the addresses of a name',
  tcp: 'whether a connection comes about; nothing is sent',
  memory: 'physical memory and commit',
  users: 'names, SIDs and state of local accounts; asked by name only',
  groups: 'names and SIDs of the local groups, without their members; asked by name only',
  cim: 'rows of the WMI classes in the list, the columns asked for',
  events: 'events of the channels in the list; never Security or PowerShell',
  run: 'what a listed program prints in a listed form',
  hns: 'networks, endpoints and load balancers, through `hnsdiag.exe`',
};

export const kindRows = (kinds: readonly {kind: string; seconds: number; deep: boolean}[]): string =>
  kinds
    .map(
      ({kind, seconds, deep}) =>
        `| \`${kind}\` | ${deep ? 'collector-deep' : 'collector'} | ${READS[kind] ?? ''} | ${seconds} s |`,
    )
    .join('\n');

/** The forms as the script itself has them. */
export const programRows = (deep: string): string =>
  [...deep.matchAll(/^ {4}(crictl|netsh|w32tm|fltmc|hcsdiag|nltest) = '(.*)'$/gm)]
    .map(([, program, form]) => `| \`${program}\` | \`${(form ?? '').replaceAll('|', '\\|')}\` |`)
    .concat('| `hnsdiag` | `list networks -d`, `list endpoints -d`, `list loadbalancers -d` |')
    .join('\n');

/** docs/security.md; what stands in double braces is filled in. */
export const PAGE = `# What runs on your nodes: a page for security teams

<!-- Written by npm run generate (scripts/generate/security.ts). Do not edit. -->

\`kubectl hostprocess doctor --probe\` asks Windows nodes what is wrong with them. It does so with one PowerShell text, always the same,
which stands in plain sight in the pod's spec. This page shows it in full, says what it may read and start, which detection rules it may
touch, and how to allow exactly it and nothing else.

* It **only reads**. It changes no setting, writes no file, downloads nothing, and loads no code but its own text.
* The first text, \`collector\`, **starts no process**. The second, \`collector-deep\`, is sent only when a question needs it, and starts only
  the programs listed below, in the forms listed below, to list something.
* Questions are **data** (\`HOSTPROCESS_ASKS\`, JSON): each names a kind out of a closed list and what it is about. A question cannot carry code.
  Who may make the Job chooses the questions, within the table below: treat that right as the right to read these things on every node.
* What looks like a password or token (\`password=…\`, \`--token …\`, \`bearer …\`) in service command lines, logs and program output is masked **on the node**;
  a secret in another form is not recognized. Environment variables are read by name only, values only of proxies.
* What looks like reconnaissance (local groups and accounts, nltest, Defender's exclusions) is asked only by checks a user names.
* One short-lived Job for each node, with an owner annotation (\`hostprocess.dev/owner\`), no token, no volume, no restart.

PowerShell itself, before any script runs, writes and deletes two files \`__PSScriptPolicyTest_*\` in TEMP to learn whether AppLocker is on.

## The texts and their hashes

| text | carried by | version | characters | SHA-256 |
|---|---|---|---|---|
{{hashes}}

The hash is taken with 64 zeros in the place where the text names it (\`docs/decisions/0003-proof-hash.md\`). To check what runs in a pod:

    kubectl get pod NAME -o jsonpath='{.spec.containers[0].env[?(@.name=="HOSTPROCESS_COLLECTOR")].value}' |
      sed -E "s/\\\\$\\\\$/\\$/g; s/'[0-9a-f]{64}'/'$(printf '0%.0s' {1..64})'/" | sha256sum

The hash and version also stand in the first line it prints.

## The process tree

    containerd-shim-runhcs-v1.exe
    └─ cmd.exe /c …                      (containerd 1.7 and later put it in front; 1.6 does not)
       └─ {{command}}
          └─ crictl, netsh, w32tm, fltmc, hcsdiag, nltest, hnsdiag   (collector-deep only)

It ends after {{seconds}} seconds and the time of the question under way at the latest. Standard output is the only thing it writes to.

## What may be asked

| kind | text | reads | given up after |
|---|---|---|---|
{{kinds}}

## Programs that may be started, and how

By absolute path, System32 first; \`crictl\` from the folders of the distributions, with \`--timeout 5s\` and the endpoint of containerd. Each is
killed after 12 seconds. \`crictl info\` is not among them: it prints registry credentials.

| program | arguments (a pattern that must match in whole) |
|---|---|
{{programs}}

## Detection rules it may touch

Honest tools trip rules, too. These are the ones we know of, in the public sets of SigmaHQ and Elastic; nothing is spelled differently to get
around them.

| what | rule | level | when |
|---|---|---|---|
| \`WindowsIdentity.GetCurrent()\` | SigmaHQ \`posh_ps_susp_get_current_user\` | low | always |
| \`powershell.exe -NonInteractive\` under a runtime | SigmaHQ \`proc_creation_win_powershell_non_interactive_execution\` | low | always |
| \`Get-Service\`, \`Get-CimInstance\`, \`Microsoft.Win32.RegistryKey\` | Elastic \`discovery_posh_generic\` (building block) | low | always; WMI with collector-deep |
| \`Get-LocalGroup\` | SigmaHQ \`posh_ps_susp_local_group_reco\` | low | with collector-deep, for the rule reads the text; it is called only with \`--opt-in HP526\` |
| \`nltest.exe\` | SigmaHQ \`proc_creation_win_nltest_execution\`, Elastic \`discovery_enumerating_domain_trusts_via_nltest\` | low | only with \`--opt-in HP524\` |
| several of these for one script | Elastic \`execution_posh_malicious_script_agg\` (five or more) | high | not reached by the ones above |

What it does **not** use, because rules rightly look for it: \`-EncodedCommand\`, \`-ExecutionPolicy\`, hidden windows, base64, compression,
\`Invoke-Expression\`, \`Add-Type\`, reflection, P/Invoke, \`whoami\`, temporary scripts, downloads, \`Win32_Product\`, \`Win32_Process.Create\`.

A rule that allows it: parent \`containerd-shim-runhcs-v1.exe\` (or the \`cmd.exe\` below it), the command line above letter by letter, and in script
block logging (event 4104) a text with one of the hashes above. Do not turn off AMSI or logging for it: it needs neither.

## Allow exactly it

[\`security-policy.yaml\`](security-policy.yaml) makes a namespace \`{{namespace}}\` in which nothing can run but the collector:

* a ConfigMap with the two texts, as they stand in a pod's spec (each \`$\` doubled); replace it with every version you have reviewed;
* a ValidatingAdmissionPolicy on pods and Jobs in namespaces labelled \`{{label}}: "true"\`: one container, this command, these texts,
  no other variables, no volumes, hooks, tokens or restarts, at most 15 minutes. Add a key \`images\` to the ConfigMap (one image a line) to allow only those;
* a Role that may make Jobs there and read their logs, but not make pods, exec or anything else, and a ClusterRole that may read what \`doctor\` reads.

Bind them to the people who may ask nodes, and let them run \`kubectl hostprocess doctor --probe -n {{namespace}}\`. The policy needs Kubernetes 1.30 or
newer. Where HostProcess pods of other namespaces are to be refused at all, Pod Security \`baseline\` does it.

## The texts

### proof

What \`run\` and the templates carry: who am I, and am I an administrator.

\`\`\`powershell
{{proof}}
\`\`\`

### collector

\`\`\`powershell
{{collector}}
\`\`\`

### collector-deep

\`\`\`powershell
{{deep}}
\`\`\`
`;
