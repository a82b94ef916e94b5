import type {Case} from './case.ts';
import {CONTAINERS} from './containers.ts';
import {DELETE} from './delete.ts';
import {DESCRIBE} from './describe.ts';
import {GET} from './get.ts';
import {RIGHTS} from './rights.ts';
import {WORKLOADS} from './workloads.ts';
import {WRITE} from './write.ts';

/** What people do with kubectl 1.36; each case in a namespace of its own. The slow ones stand first. */
export const CASES: readonly Case[] = [
  ...WORKLOADS,
  ...CONTAINERS,
  ...DELETE,
  ...DESCRIBE,
  ...GET,
  ...WRITE,
  ...RIGHTS,
];
