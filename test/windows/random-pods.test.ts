import {expect, test} from 'vitest';
import {podErrors} from '../../src/windows/pod-validation.ts';
import {disagreements} from './compare-pods.ts';
import {randomPod, randomPodSpec} from './random-pods.ts';

const seeds = Array.from({length: 500}, (_, index) => index + 1);

test('the same seed makes the same pod, another seed another', () => {
  expect(randomPod(7)).toEqual(randomPod(7));
  expect(new Set(seeds.map(seed => JSON.stringify(randomPodSpec(seed)))).size).toBeGreaterThan(450);
});

test('the pods reach every rule, and some are accepted', () => {
  const details = seeds.map(seed => podErrors(randomPodSpec(seed), 'spec').map(error => error.detail));
  expect(details.filter(list => list.length === 0).length).toBeGreaterThan(50);
  const reached = [...new Set(details.flat())].filter(detail => !detail.startsWith('runAsUserName')).sort();
  expect(reached).toEqual([
    'If pod contains any hostProcess containers then all containers must be HostProcess containers',
    'cannot be set for a windows pod',
    'hostNetwork must be true if pod contains any hostProcess containers',
    'pod hostProcess value must be identical if both are specified, was false',
    'pod hostProcess value must be identical if both are specified, was true',
    'windows options cannot be set for a linux pod',
  ]);
});

test('a server that accepts everything disagrees about every pod that is refused', async () => {
  const refused = seeds.slice(0, 40).filter(seed => podErrors(randomPodSpec(seed), 'spec').length > 0);
  const found = await disagreements(async (_, object) => object, seeds.slice(0, 40));
  expect([...new Set(found.map(({seed}) => seed))]).toEqual(refused);
});
