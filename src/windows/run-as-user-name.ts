/** Limits of `runAsUserName`, in bytes of UTF-8 because Go's `len` counts those. */
const DOMAIN_LIMIT = 256;
const USER_LIMIT = 104;

/** A character here is one Unicode code point, as Go's regular expressions count (flag `u`). */
const CONTROL = /[\u0000-\u001f\u007f]/u;
const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DNS = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`, 'u');
const ONLY_DOTS_AND_SPACES = /^[. ]+$/u;
const FORBIDDEN_IN_USER = /["/\\:;|=,+*?<>@[\]]/u;

const utf8 = new TextEncoder();
const bytes = (text: string): number => utf8.encode(text).length;

/**
 * Everything the API server finds wrong with a `windowsOptions.runAsUserName` that is set, in its own words and order;
 * empty when it accepts it (k8s.io/kubernetes pkg/apis/core/validation validateWindowsSecurityContextOptions).
 */
export function userNameErrors(value: string): readonly string[] {
  if (value === '') return ['runAsUserName cannot be an empty string'];
  if (CONTROL.test(value)) return ['runAsUserName cannot contain control characters'];
  const parts = value.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const domain = parts.length === 2 ? (parts[0] ?? '') : null;
  const user = parts.at(-1) ?? '';
  const errors: string[] = [];
  if (domain !== null) {
    if (bytes(domain) >= DOMAIN_LIMIT) {
      errors.push(`runAsUserName's Domain length must be under ${DOMAIN_LIMIT} characters`);
    }
    if (!NETBIOS.test(domain) && !DNS.test(domain)) {
      errors.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
    }
  }
  if (user === '') errors.push("runAsUserName's User cannot be empty");
  if (bytes(user) > USER_LIMIT) {
    errors.push(`runAsUserName's User length must not be longer than ${USER_LIMIT} characters`);
  }
  if (ONLY_DOTS_AND_SPACES.test(user)) errors.push("runAsUserName's User cannot contain only periods or spaces");
  if (FORBIDDEN_IN_USER.test(user)) {
    errors.push(`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`);
  }
  return errors;
}
