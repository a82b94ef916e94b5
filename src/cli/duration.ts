const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * A length of time as Go writes it (`1h30m`, `1.5s`, `300ms`; https://pkg.go.dev/time#ParseDuration) or in bare seconds, as
 * kubectl's `--request-timeout` takes it (client-go, clientcmd.ParseTimeout). Milliseconds, or null when it is neither or negative.
 */
export function parseDuration(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!/^\+?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(text)) return null;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g))
    sum += Number(count) * (UNITS[unit ?? ''] ?? 0);
  return sum;
}
