import {fieldsOf, objectShape, type Shape} from '../../sandbox/api/fields.ts';
import type {Resource} from '../../sandbox/api/resources.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type Dice, dice} from '../windows/random-pods.ts';

/** Fields that the server itself sets from the request, and what is told by the address. */
/** … and what has a JSON of its own that the sandbox takes as it is: schemas of CustomResourceDefinitions, conversion webhooks. */
const NOT = new Set([
  'additionalItems',
  'additionalProperties',
  'dependencies',
  'items',
  'webhook',
  'ownerReferences',
  'apiVersion',
  'kind',
  'managedFields',
  'deletionGracePeriodSeconds',
  'resourceVersion',
  'generateName',
  'selfLink',
]);

/** An object of the kind with random fields, random zeros and nulls among them: most are senseless, all can be decoded. */
export function randomObject(resource: Resource, seed: number): JsonObject {
  const d = dice(seed);
  const {metadata, ...rest} = value(d, objectShape(resource), 0, 2) as JsonObject;
  const {namespace: _, ...own} = (metadata ?? {}) as JsonObject;
  return {...rest, metadata: {...own, name: 'random'}};
}

function value(d: Dice, shape: Shape, depth: number, oneIn: number): Json {
  switch (shape.is) {
    case 'any':
      return {any: d.pick([1, 'x'])};
    case 'list':
      return Array.from({length: d.pick([0, 1, 1, 2])}, () => value(d, shape.of, depth, oneIn));
    case 'map':
      return Object.fromEntries(d.pick([[], ['k'], ['k', 'l']]).map(key => [key, value(d, shape.of, depth, oneIn)]));
    case 'struct': {
      const fields = [...fieldsOf(shape.name).values()].filter(
        ({name, shape: inner}) => !NOT.has(name) && (depth < 9 || inner.is === 'scalar') && d.oneIn(oneIn + depth / 2),
      );
      return Object.fromEntries(
        fields.map(field => [field.name, d.oneIn(20) ? null : value(d, field.shape, depth + 1, oneIn)]),
      );
    }
    default:
      return d.pick(SCALARS[shape.type] ?? [0, 0, 1, 7]);
  }
}

const SCALARS: {readonly [type: string]: readonly Json[]} = {
  string: [
    '',
    'x',
    'image:latest',
    'image:1',
    'ClientIP',
    'LoadBalancer',
    'Recreate',
    'RollingUpdate',
    'User',
    'ServiceAccount',
  ],
  bool: [true, false],
  bytes: ['', 'aGVsbG8='],
  float64: [0, 0.5],
  Quantity: ['0', 1, 0.5, '100m', '1024Mi', '1.5Gi', '1e3', '2000', '-1'],
  IntOrString: [0, 1, '', '25%'],
  Time: ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.5+01:00'],
  MicroTime: ['2026-01-02T03:04:05.123456Z'],
};
