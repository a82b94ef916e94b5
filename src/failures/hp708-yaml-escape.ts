import {defineFailure} from '../kernel/failures.ts';

/** go-yaml scannerc.go: an escape it does not know between double quotes, or \x, \u and \U without their digits. */
export default defineFailure({
  code: 'HP708',
  id: 'yaml-escape',
  seenIn: ['api-error'],
  pattern: /yaml: (?:line \d{1,7}: )?(?:found unknown escape character|did not find expected hexdecimal number)/,
  title: 'A single backslash between double quotes',
  means: () =>
    'The file is no valid YAML: between double quotes a backslash starts an escape, so a Windows path or account name breaks there. Nothing was sent to the cluster.',
  remedy: () =>
    "Double the backslash, or use single quotes: 'NT AUTHORITY\\SYSTEM'. Beware of \\N and \\L: they are valid escapes and change the name silently.",
  links: ['https://yaml.org/spec/1.2.2/#57-escaped-characters'],
  certainty: 'general',
  samples: [
    {
      seenIn: 'api-error',
      text: 'error: error parsing agent.yaml: error converting YAML to JSON: yaml: line 9: found unknown escape character',
    },
    {
      seenIn: 'api-error',
      text: 'error: error parsing agent.yaml: error converting YAML to JSON: yaml: line 14: did not find expected hexdecimal number',
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'error: error parsing agent.yaml: error converting YAML to JSON: yaml: line 9: did not find expected key',
    },
    {
      seenIn: 'api-error',
      text: 'error: error parsing agent.yaml: error converting YAML to JSON: yaml: line 3: mapping values are not allowed in this context',
    },
  ],
});
