import {describe, expect, test} from 'vitest';
import {manual} from '../../src/app/manual.ts';
import {decodeText, failuresIn} from '../../src/app/manual-text.ts';
import {CHECKS} from '../../src/checks/registry.generated.ts';
import {FAILURES} from '../../src/failures/index.ts';
import {RULES} from '../../src/rules/index.ts';
import {SYMPTOMS} from '../../src/symptoms/registry.generated.ts';

const found = (text: string): readonly string[] =>
  failuresIn(text).map(({line, explained}) => `${line} ${explained.code}`);
const asked = (text: string): readonly string[] | string => {
  const answer = manual(text);
  return answer.ok ? answer.value.map(({code}) => code) : answer.problem.is;
};

describe('a pasted text', () => {
  const REFUSED = 'failed to create user process token: failed to logon user: Access is denied.: unknown';

  test.each([
    [
      'kubectl describe, event',
      `  Warning  Failed     31m (x5 over 33m)     kubelet, win-1     Error: ErrImagePull`,
      'HP724',
    ],
    ['kubectl describe, state', '      Reason:       ImagePullBackOff', 'HP724'],
    ['kubectl get events', '31m   Warning   Failed   pod/agent-x7   Error: ErrImagePull', 'HP724'],
    ['kubectl get events -A', 'default   31m   Warning   Failed   pod/agent-x7   Error: ErrImagePull', 'HP724'],
    ['kubectl get pods', 'agent-x7   0/1   ErrImagePull   0   3m', 'HP724'],
    ['kubectl get pods -A', 'default   agent-x7   0/1   ErrImagePull   0   3m', 'HP724'],
    ['-o yaml', '      - reason: ErrImagePull', 'HP724'],
    ['-o json', '        "reason": "ImagePullBackOff",', 'HP724'],
    [
      'kubectl logs --prefix --timestamps',
      '[pod/a/b] 2026-01-02T03:04:05.6Z The system cannot find the path specified.',
      'HP737',
    ],
    ['colours', '\x1b[31mError: ErrImagePull\x1b[0m', 'HP724'],
  ])('is recognised behind what stands before it in %s', (_, line, code) => {
    expect(found(`nothing\n${line}`)).toEqual([`2 ${code}`]);
  });

  test('tells each failure once, with its first line and how often it stands there', () => {
    const text = ['fine', REFUSED, 'fine', "'sh' is not recognized as an internal or external command,", REFUSED].join(
      '\r\n',
    );
    expect(found(text)).toEqual(['2 HP725', '4 HP732']);
    expect(failuresIn(text)[0]?.times).toBe(2);
  });

  test('tells several failures of one answer of the API server', () => {
    const text =
      'The Pod "a" is invalid: [spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers, spec.hostPID: Forbidden: cannot be set for a windows pod]';
    expect(found(text)).toEqual(['1 HP701', '1 HP705']);
  });

  test('of one line tells what the whole line is about, not what its parts could mean elsewhere', () => {
    const probe = "Readiness probe failed: 'sh' is not recognized as an internal or external command,";
    expect(found(probe)).toEqual(['1 HP768']);
    const pull =
      'Failed to pull image "r.svc/a": Get "https://10.96.0.1:443/api/": dial tcp 10.96.0.1:443: i/o timeout';
    expect(found(pull)).not.toContain('1 HP724,1 HP757');
    expect(found(pull)).toHaveLength(1);
  });

  test('says the reason of a failed pull once it stands in another line', () => {
    const text = 'Error: ErrImagePull\nFailed to pull image "a": x509: certificate signed by unknown authority';
    expect(found(text)).toEqual(['2 HP724']);
  });

  test('that a terminal broke over lines is put together again, unless it is long', () => {
    const broken = 'Error: failed to create user process token: failed to logon\n   user: Access is denied.';
    expect(found(broken)).toEqual(['1 HP725']);
    expect(found(`${broken}${'\nmore'.repeat(30)}`)).toEqual([]);
  });

  test('with nothing known in it gives nothing', () => {
    expect(found('')).toEqual([]);
    expect(found('all is well\n\n')).toEqual([]);
  });
});

test.each([
  ['UTF-8', Buffer.from('déjà')],
  ['UTF-8 with a mark', Buffer.from('\ufeffdéjà')],
  ['UTF-16 as Windows PowerShell redirects', Buffer.from('\ufeffdéjà', 'utf16le')],
  ['UTF-16, the other order', Buffer.from('\ufeffdéjà', 'utf16le').swap16()],
])('%s is read as text', (_, bytes) => {
  expect(decodeText(bytes)).toBe('déjà');
});

describe('what is asked of the manual', () => {
  test('every code has a page', () => {
    const codes = [...RULES, ...CHECKS, ...FAILURES, ...SYMPTOMS].map(({code}) => code);
    expect(codes.filter(code => String(asked(code.toLowerCase())) !== code)).toEqual([]);
  });
  test('a field gives the rules that name it, whatever stands before it', () => {
    expect(asked('hostNetwork')).toContain('HP101');
    expect(asked('spec.template.spec.hostNetwork')).toEqual(asked('hostNetwork'));
    expect(asked('spec.containers[0].securityContext.windowsOptions.runAsUserName')).toContain('HP105');
  });
  test('a word that is no field gives no rules, although rules use it', () => {
    expect(asked('containerd')).toBe('unlearned');
    expect(asked('Windows')).toBe('unlearned');
  });
  test('an unknown code is a mistake; an unknown text is unknown; nothing is a mistake', () => {
    expect(asked('HP9999')).toBe('usage');
    expect(asked('the printer is on fire')).toBe('unlearned');
    expect(asked(' \n ')).toBe('usage');
  });
});
