import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {shapeIn, stepOf, textOf} from './field-set.ts';
import {fieldsOf, type Shape} from './fields.ts';
import {goSyntax, goText} from './go-text.ts';

/** What server-side apply says about an object that its schema does not fit (structured-merge-diff, typed/validate.go). */
export function typedProblems(value: Json, shape: Shape, at = ''): readonly string[] {
  if (value === null || shape.is === 'any') return [];
  const wrong = (problem: string): readonly string[] => [`${at}: ${problem}`];
  if (shape.is === 'scalar') {
    const problem = scalarProblem(value, shape.type);
    return problem === null ? [] : wrong(problem);
  }
  if (shape.is === 'list')
    return Array.isArray(value) ? listProblems(value, shape, at) : wrong(`expected list, got &{${goText(value)}}`);
  if (typeof value !== 'object' || Array.isArray(value)) return wrong(`expected map, got &{${goText(value)}}`);
  const entries = Object.entries(value as JsonObject).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const problems: string[] = [];
  for (const [key, item] of entries) {
    const place = `${at}.${key}`;
    // the real server looks no further in this object; in which order it looks differs from time to time
    if (shape.is === 'struct' && !fieldsOf(shape.name).has(key))
      return [...problems, `${place}: field not declared in schema`];
    problems.push(...typedProblems(item, shapeIn(shape, key), place));
  }
  return problems;
}

function listProblems(items: readonly Json[], shape: Shape & {is: 'list'}, at: string): readonly string[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    if (shape.how === 'atomic') return typedProblems(item, shape.of, `${at}[${index}]`);
    if (shape.how === 'map' && (item === null || typeof item !== 'object' || Array.isArray(item)))
      return [`${at}: element ${index}: associative list with keys may not have non-map elements`];
    const step = textOf(stepOf(item, shape));
    const twice = seen.has(step) ? [`${at}: duplicate entries for key ${step}`] : [];
    seen.add(step);
    return [...twice, ...typedProblems(item, shape.of, `${at}${step}`)];
  });
}

function scalarProblem(value: Json, type: string): string | null {
  switch (type) {
    case 'bool':
      return typeof value === 'boolean' ? null : `expected boolean, got &{${goText(value)}}`;
    case 'int32':
    case 'int64':
    case 'float64':
      return typeof value === 'number' ? null : `expected numeric (int or float), got ${goKind(value)}`;
    case 'Quantity':
    case 'IntOrString':
      return typeof value === 'object' ? `expected any scalar, got &{${goText(value)}}` : null;
    default:
      return typeof value === 'string'
        ? null
        : `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`;
  }
}

const goKind = (value: Json): string =>
  typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'string' : Array.isArray(value) ? 'list' : 'map';
