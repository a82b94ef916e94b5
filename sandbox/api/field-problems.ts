import type {FieldProblem} from './failure.ts';

/** Field errors by their kind (k8s.io/apimachinery pkg/util/validation/field). */
export const required = (field: string, detail = ''): FieldProblem => ({
  field,
  type: 'Required value',
  value: null,
  detail,
});
export const bad = (field: string, value: string, detail: string): FieldProblem => ({
  field,
  type: 'Invalid value',
  value,
  detail,
});
export const forbidden = (field: string, detail: string): FieldProblem => ({
  field,
  type: 'Forbidden',
  value: null,
  detail,
});
export const duplicate = (field: string, value: string): FieldProblem => ({
  field,
  type: 'Duplicate value',
  value: JSON.stringify(value),
  detail: '',
});
export const unsupported = (field: string, value: string, supported: readonly string[]): FieldProblem => ({
  field,
  type: 'Unsupported value',
  value: JSON.stringify(value),
  detail: `supported values: ${supported.map(each => `"${each}"`).join(', ')}`,
});
