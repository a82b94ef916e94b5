const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A resource quantity such as `500Mi` or `1e9` as a number; null when it is none (k8s.io/apimachinery/pkg/api/resource/quantity.go). */
export function quantity(text: string | null): number | null {
  const match = /^([+-]?\d{1,30}(?:\.\d{1,30})?)(?:e([+-]?\d{1,2})|([mkMGTPE]|[KMGTPE]i)?)$/.exec(text ?? '');
  if (match === null) return null;
  const [, digits, exponent, suffix = ''] = match;
  return Number(digits) * (exponent === undefined ? (FACTORS[suffix] ?? 1) : 10 ** Number(exponent));
}

/** Bytes for people: `30.0 GiB`, `512 MiB`. */
export const bytesText = (bytes: number): string =>
  bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
