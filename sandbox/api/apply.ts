import type {JsonObject} from '../../src/kernel/subjects.ts';
import {refuse} from './refusal.ts';
import type {Resource} from './resources.ts';
import type {Decoded} from './schema.ts';
export function apply(_: {
  resource: Resource;
  live: JsonObject | null;
  text: string;
  manager: string;
  force: boolean;
  fieldValidation: string;
  time: string;
}): Decoded {
  return refuse(415, '', 'later');
}
export function track({
  after,
}: {
  resource: Resource;
  before: JsonObject | null;
  after: JsonObject;
  manager: string;
  operation: string;
  subresource: string;
  time: string;
}): JsonObject {
  return after;
}
