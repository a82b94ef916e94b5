import type {Json} from '../../../src/kernel/subjects.ts';
import {hostNameOf} from '../scenario.ts';
import {inAnyCase, type PretendEvent, type PretendFacts} from './facts.ts';
import {type Answerer, type Asked, absent, bytes, given, stamp, unsupported} from './given.ts';

const HOUR = 3_600_000;

/** Whether an event is what an XPath of our own forms asks for: provider, ids, not older than so many milliseconds. */
function matches(xpath: string, event: PretendEvent): boolean {
  const provider = /Provider\[@Name='([^']+)'\]/.exec(xpath)?.[1];
  const ids = [...xpath.matchAll(/EventID=(\d+)/g)].map(match => Number(match[1]));
  const level = /Level *<= *(\d)/.exec(xpath)?.[1];
  const window = /timediff\(@SystemTime\) <= (\d+)/.exec(xpath)?.[1];
  return (
    (provider === undefined || provider === event.provider) &&
    (ids.length === 0 || ids.includes(event.id)) &&
    (level === undefined || event.level <= Number(level)) &&
    (window === undefined || event.hoursAgo * HOUR <= Number(window))
  );
}

export const events: Answerer = ({ask, facts, now}) => {
  const channel = inAnyCase(facts.events, String(ask['channel']));
  if (channel === null || channel === undefined) return absent();
  const limit = Number(ask['limit']);
  const found = channel
    .filter(event => matches(String(ask['xpath']), event))
    .sort((a, b) => a.hoursAgo - b.hoursAgo)
    .map(({provider, id, hoursAgo, level, fields, message}, at) => ({
      time: stamp(now - hoursAgo * HOUR),
      provider,
      id,
      level,
      fields,
      message: at < 5 ? message : null,
    }));
  const since = stamp(now - facts.uptimeHours * HOUR);
  return given({enabled: true, since, events: found.slice(0, limit), more: found.length > limit});
};

/** Rows of a healthy node, for the classes that checks ask for. */
function ordinaryRows({facts, context}: Asked, name: string): readonly {readonly [property: string]: Json}[] {
  switch (name) {
    case 'Win32_ComputerSystem':
      return [
        {
          PartOfDomain: facts.domain !== null,
          Domain: facts.domain ?? 'WORKGROUP',
          Name: hostNameOf(context.node).toUpperCase(),
        },
      ];
    case 'Win32_PageFileUsage':
      return [{Name: 'C:\\pagefile.sys', AllocatedBaseSize: 4096, CurrentUsage: 210, PeakUsage: 480}];
    case 'Win32_OperatingSystem':
      return [{TotalVirtualMemorySize: bytes(facts.memory.limitGiB) / 1024}];
    case 'MSFT_MpComputerStatus':
      return [
        {AMServiceEnabled: true, RealTimeProtectionEnabled: true, IsTamperProtected: true, AMRunningMode: 'Normal'},
      ];
    case 'MSFT_MpPreference':
      return [
        {
          ExclusionPath: ['C:\\ProgramData\\containerd\\root\\io.containerd.snapshotter.v1.windows\\snapshots'],
          ExclusionProcess: ['containerd.exe', 'kubelet.exe'],
          ExclusionExtension: null,
        },
      ];
    case 'Win32_Service':
      return Object.entries(facts.services).flatMap(([service, found]) =>
        found ? [{Name: service, State: found.state, StartName: found.account, ProcessId: found.pid}] : [],
      );
    default:
      return [];
  }
}

export const cim: Answerer = asked => {
  const name = String(asked.ask['class']);
  const written = inAnyCase(asked.facts.cim, name);
  if (written === null) return absent(-2147217392);
  const wanted = /^Name='(.*)'$/.exec(String(asked.ask['filter'] ?? ''))?.[1];
  const rows = (written ?? ordinaryRows(asked, name)).filter(
    row => wanted === undefined || String(row['Name']).toLowerCase() === wanted.toLowerCase(),
  );
  const properties = asked.ask['columns'] as readonly string[];
  const picked = rows.map(row => Object.fromEntries(properties.map(property => [property, row[property] ?? null])));
  return given({rows: picked.slice(0, 40), more: picked.length > 40});
};

const IMAGES = `{
  "images": [
    {
      "repoTags": [
        "mcr.microsoft.com/oss/kubernetes/pause:3.9"
      ]
    }
  ]
}
`;

const FILTERS = `
Filter Name                     Num Instances    Altitude    Frame
------------------------------  -------------  ------------  -----
bindflt                                 1       409800         0
wcifs                                   4       189900         0
WdFilter                                4       328010         0
storqosflt                              0       244000         0
`;

/** What tools print on a healthy node, headings as on an English Windows. */
function ordinaryOutput(program: string, line: string, facts: PretendFacts): string {
  const protocol = /\b(tcp|udp)$/.exec(line)?.[1];
  if (/dynamicportrange/.test(line))
    return `\nProtocol ${protocol} Dynamic Port Range\n---------------------------------\nStart Port      : 49152\nNumber of Ports : 16384\n\n`;
  if (/excludedportrange/.test(line))
    return `\nProtocol ${protocol} Port Exclusion Ranges\n\nStart Port    End Port      \n----------    --------      \n      5985        5985      \n     47001       47001      \n\n* - Administered port exclusions.\n\n`;
  if (program === 'crictl' && line === 'images') return IMAGES;
  if (program === 'fltmc') return FILTERS;
  if (program === 'w32tm' && line === '/query /source') return 'time.windows.com,0x8\n';
  if (program === 'nltest')
    return facts.domain === null
      ? 'I_NetLogonControl failed: Status = 1722 0x6ba RPC_S_SERVER_UNAVAILABLE\n'
      : 'Flags: 0 \nConnection Status = 0 0x0 NERR_Success\nThe command completed successfully\n';
  return '';
}

const CRICTL = /\\crictl\.exe$/i;

export const run: Answerer = ({ask, facts}) => {
  const program = String(ask['program']);
  const line = (ask['args'] as readonly string[]).join(' ');
  const written = inAnyCase(facts.run, `${program} ${line}`) ?? inAnyCase(facts.run, program);
  const noTool = program === 'crictl' && !Object.entries(facts.files).some(([path, file]) => file && CRICTL.test(path));
  if (written === null || noTool) return unsupported(`${program} is not on this node`);
  const ran = written ?? {exitCode: 0, stdout: ordinaryOutput(program, line, facts), stderr: ''};
  const keep = ask['keep'] as readonly string[] | undefined;
  const stdout = keep
    ? ran.stdout
        .split('\n')
        .filter(text => keep.some(word => text.includes(word)))
        .join('\n')
    : ran.stdout;
  return given({exitCode: ran.exitCode, stdout: stdout.trimEnd(), stderr: ran.stderr, cut: false});
};
