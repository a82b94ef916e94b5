/**
 * The texts of `Warning: 299 - "text"` headers (RFC 7234 §5.5, as apimachinery/pkg/util/net/http.go writes them). One header
 * may hold several; anything but 299 is a cache's and left out.
 */
export function warningTexts(headers: readonly string[]): readonly string[] {
  return headers.flatMap(header =>
    [...header.matchAll(/(\d{3}) \S+ "((?:[^"\\]|\\.)*)"/g)]
      .filter(match => match[1] === '299')
      .map(match => (match[2] ?? '').replace(/\\(.)/g, '$1')),
  );
}
