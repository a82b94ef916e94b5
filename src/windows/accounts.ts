/**
 * Which account a HostProcess container gets for a `runAsUserName`, as hcsshim decides it
 * (internal/jobcontainers/logon.go `processToken`): a local group of that name → a temporary account in it;
 * else `DOMAIN\user`, where only the exact spelling `NT AUTHORITY` logs on without a password.
 */
export type Account =
  | {
      is: 'system';
      name: 'SYSTEM' | 'LocalService' | 'NetworkService';
      /** The spelling the Kubernetes documentation uses and this program writes. */
      canonical: string;
      sid: string;
      /** Whether the account's token holds BUILTIN\Administrators. */
      admin: boolean;
    }
  | {is: 'group'; name: string}
  | {
      is: 'unsupported';
      /** One sentence: why the container cannot start as this. */
      because: string;
      /** What was surely meant, or null. */
      suggestion: string | null;
    };

type SystemAccount = Extract<Account, {is: 'system'}>;

/** Well-known SIDs (https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers). */
export const SYSTEM_SID = 'S-1-5-18';
export const LOCAL_SERVICE_SID = 'S-1-5-19';
export const NETWORK_SERVICE_SID = 'S-1-5-20';
export const ADMINISTRATORS_SID = 'S-1-5-32-544';
/** English names of groups that every Windows has (same source); another language has other names for the same SIDs. */
export const BUILTIN_GROUPS: Readonly<Record<string, string>> = {
  Administrators: ADMINISTRATORS_SID,
  Users: 'S-1-5-32-545',
  Guests: 'S-1-5-32-546',
  'Power Users': 'S-1-5-32-547',
  'Backup Operators': 'S-1-5-32-551',
  'Performance Monitor Users': 'S-1-5-32-558',
  'Performance Log Users': 'S-1-5-32-559',
  'Event Log Readers': 'S-1-5-32-573',
  'Hyper-V Administrators': 'S-1-5-32-578',
  'Remote Management Users': 'S-1-5-32-580',
};
export const AUTHENTICATED_USERS_SID = 'S-1-5-11';
export const SERVICE_SID = 'S-1-5-6';

/** The one spelling of the domain that hcsshim compares with, byte for byte. */
export const SYSTEM_DOMAIN = 'NT AUTHORITY';

const system = (name: SystemAccount['name'], user: string, sid: string, admin: boolean): SystemAccount => ({
  is: 'system',
  name,
  canonical: `${SYSTEM_DOMAIN}\\${user}`,
  sid,
  admin,
});

/** The three accounts a HostProcess container can run as besides a local group. */
export const SYSTEM_ACCOUNTS: readonly SystemAccount[] = [
  system('SYSTEM', 'SYSTEM', SYSTEM_SID, true),
  system('LocalService', 'Local service', LOCAL_SERVICE_SID, false),
  system('NetworkService', 'NetworkService', NETWORK_SERVICE_SID, false),
];

/** The user parts that `LogonUser` takes for each account under `NT AUTHORITY`; it ignores their case. */
export const accountSpellings: Readonly<Record<SystemAccount['name'], readonly string[]>> = {
  SYSTEM: ['SYSTEM', 'System', 'system'],
  LocalService: ['Local service', 'LocalService', 'LOCAL SERVICE', 'localservice'],
  NetworkService: ['NetworkService', 'NETWORK SERVICE', 'Network Service', 'networkservice'],
};

const accountOf = (user: string): SystemAccount | undefined =>
  SYSTEM_ACCOUNTS.find(account =>
    accountSpellings[account.name].some(spelling => spelling.toLowerCase() === user.toLowerCase()),
  );

/** Names people write for SYSTEM that Windows' service manager knows but `LogonUser` does not. */
const NAMES_OF_SYSTEM = ['localsystem', 'local system'];

/** Users that exist but have no password a job container could log on with. */
const USERS = ['administrator', 'containeradministrator', 'containeruser'];

const unsupported = (because: string, suggestion: string | null = null): Account => ({
  is: 'unsupported',
  because,
  suggestion,
});

/** The system account somebody meant who wrote it with a wrong case, slash, blank or no domain; null when unclear. */
function meant(text: string): string | null {
  const parts = text.split(/[\\/]+/).map(part => part.trim());
  const user = parts.pop() ?? '';
  const domain = parts
    .join('\\')
    .replace(/[\s_-]/g, '')
    .toLowerCase();
  if (!['', '.', 'ntauthority', 'builtin'].includes(domain)) return null;
  const name = NAMES_OF_SYSTEM.includes(user.toLowerCase()) ? 'SYSTEM' : user;
  return accountOf(name)?.canonical ?? null;
}

const systemAccountNames = SYSTEM_ACCOUNTS.map(account => account.canonical).join(', ');

function readQualified(domain: string, user: string, text: string): Account {
  const account = accountOf(user);
  if (domain === SYSTEM_DOMAIN) {
    return account ?? unsupported(`There is no account ${text}; there are ${systemAccountNames}.`, meant(text));
  }
  if (domain.toUpperCase() === SYSTEM_DOMAIN) {
    return unsupported(
      `The runtime compares the domain "${domain}" with NT AUTHORITY letter by letter, so the logon fails.`,
      meant(text),
    );
  }
  if (domain.toUpperCase() === 'BUILTIN') {
    return unsupported(
      `The runtime finds a local group by its bare name only, so ${text} fails to log on.`,
      meant(text) ?? user,
    );
  }
  const kind = domain === '.' ? 'local user' : 'domain account';
  return unsupported(
    `A HostProcess container has no password to log on with, so the ${kind} ${text} fails to log on.`,
    meant(text),
  );
}

/**
 * Reads an effective `runAsUserName` as hcsshim does on containerd 1.7 and later; on 1.6 groups do not work either
 * (versions.ts `mountModel` 'symlink'). Whether a group exists on a node only the node knows.
 */
export function readAccount(runAsUserName: string): Account {
  if (runAsUserName === '') return unsupported('The name is empty.');
  const [first = '', second, ...more] = runAsUserName.split('\\');
  if (more.length > 0) {
    return unsupported(`${runAsUserName} has more than one backslash.`, meant(runAsUserName));
  }
  if (second !== undefined) return readQualified(first, second, runAsUserName);
  const suggestion = meant(runAsUserName);
  if (suggestion !== null) {
    return unsupported(
      `Without the domain NT AUTHORITY, "${runAsUserName}" is taken for a local group or user, and there is none.`,
      suggestion,
    );
  }
  if (USERS.includes(runAsUserName.toLowerCase())) {
    return unsupported(`${runAsUserName} is a user, and a HostProcess container has no password to log on with.`);
  }
  return {is: 'group', name: runAsUserName};
}

/**
 * Whether a process of this account is an administrator: the answer the proof should give. Null when it depends on the
 * node (another group's rights, or a localised name of Administrators) or the container cannot start at all.
 */
export function expectedAdmin(account: Account): boolean | null {
  if (account.is === 'system') return account.admin;
  return account.is === 'group' && account.name.toLowerCase() === 'administrators' ? true : null;
}
