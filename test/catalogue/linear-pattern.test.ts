import {expect, test} from 'vitest';
import {unboundedParts} from './linear-pattern.ts';

test.each([
  /a+/,
  /a*b/,
  /[\]x]+/,
  /a{2,}/,
  /(a|b){1,5}/,
  /(?:a{1,9}){1,9}/,
  /[^"]*x/,
  /a{0,2000}[ab]{0,2000}x/,
  /[^\n]{0,200}x[^\n]{0,200}y/,
  /a{0,6000}(?:a|b)/,
])('%s is refused', pattern => {
  expect(unboundedParts(pattern)).not.toEqual([]);
});

test.each([
  /plain text/,
  /[^\n]{0,200}b/,
  /[*+]{1,3}/,
  /\+\*\{2,}/,
  /(?:a)?b/,
  /"(?<name>[^"\n]{1,253})" and "(?<other>[^"\n]{1,253})" or '[^']{1,253}'/,
  /a(?<rest>[\s\S]{0,2000})/,
])('%s is linear', pattern => {
  expect(unboundedParts(pattern)).toEqual([]);
});
