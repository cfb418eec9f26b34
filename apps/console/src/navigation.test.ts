import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScreenGroup } from '@finharbor/ui/screens';
import { type GroupedLink, navigationOf } from './navigation.ts';

const groupOf = (group: ScreenGroup | undefined, at: number): GroupedLink => ({
  href: `/app/${at}`,
  label: String(at),
  current: false,
  group,
});

/** Every entry as its label, a group with its own in brackets. */
const shape = (links: readonly GroupedLink[]): readonly string[] =>
  navigationOf(links, (group) => group).map((item) =>
    'items' in item ? `${item.label} [${item.items.map(({ label }) => label).join(' ')}]` : item.label,
  );

test('few links stay side by side, whatever they have in common', () => {
  const few = Array.from({ length: 9 }, (_, at) => groupOf('data', at));
  assert.deepEqual(
    shape(few),
    few.map(({ label }) => label),
  );
});

test('many are grouped in their order, what is alone in its group or in none stands by itself, and none is lost', () => {
  const given = [
    'money',
    undefined,
    'data',
    'evidence',
    'data',
    'money',
    'data',
    undefined,
    'data',
    'data',
  ] as const;
  assert.deepEqual(shape(given.map(groupOf)), ['1', '7', 'data [2 4 6 8 9]', 'money [0 5]', '3']);
});
