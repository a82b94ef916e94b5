const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?(?:([numkMGTPE]?)|([KMGTPE]i)|[eE]([+-]?\d+))$/;
const DECIMAL: readonly string[] = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const NANOS = 10n ** 9n;

/** A quantity as the API server writes it (apimachinery/pkg/api/resource: `0.5` is `500m`, `1024Mi` is `1Gi`); null when it is none. */
export function canonicalQuantity(text: string): string | null {
  const match = QUANTITY.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', decimal = '', binary, exponent] = match;
  if (whole === '' && fraction === '') return null;
  const digits = BigInt(`${whole}${fraction}`);
  if (digits === 0n) return '0';
  const minus = sign === '-' ? '-' : '';
  if (binary !== undefined) {
    const nanos = divided(digits * 1024n ** BigInt(BINARY.indexOf(binary)) * NANOS, 10n ** BigInt(fraction.length));
    // what is small or no whole number has no binary suffix
    if (nanos < 1024n * NANOS || nanos % NANOS !== 0n) return minus + shortest(nanos, 1000n, DECIMAL);
    return minus + shortest(nanos / NANOS, 1024n, BINARY);
  }
  const power = exponent === undefined ? (DECIMAL.indexOf(decimal) - 3) * 3 : Number(exponent);
  const scale = power - fraction.length + 9;
  const nanos = scale >= 0 ? digits * 10n ** BigInt(scale) : divided(digits, 10n ** BigInt(-scale));
  return minus + shortest(nanos, 1000n, exponent === undefined ? DECIMAL : EXPONENTS);
}

const EXPONENTS: readonly string[] = DECIMAL.map((_, step) => (step === 3 ? '' : `e${(step - 3) * 3}`));

/** Smaller than a billionth is rounded up. */
const divided = (value: bigint, divisor: bigint): bigint => (value + divisor - 1n) / divisor;

function shortest(value: bigint, base: bigint, suffixes: readonly string[]): string {
  let step = 0;
  let rest = value;
  for (; rest % base === 0n && step < suffixes.length - 1; step++) rest /= base;
  return `${rest}${suffixes[step]}`;
}
