import assert from 'node:assert/strict';
import { test } from 'node:test';
import { versionChanges } from './versions.ts';

const said = (en: string) => ({ en, zh: en });
const version = {
  product: '01937f00-0000-7000-8000-00000000ba02',
  title: said('Jobs'),
  description: said('Said'),
  fields: [
    { name: 'Jobs', title: said('Jobs'), kind: 'numeric' },
    { name: 'Sector', title: said('Sector'), kind: 'category' },
  ],
  rowsAtLeast: 100,
  synthetic: true,
  licence: 'open',
} as const;
const words = {
  say: ({ en }: { readonly en: string }) => en,
  plan: ({ plan }: { readonly plan: string }) => plan,
};

test('versions that say the same have no difference', () => {
  assert.deepEqual(versionChanges(version, { ...version, previous: 'a'.repeat(64) }, words), []);
});

test('terms, prices, and columns that came, went or changed are told apart', () => {
  const [jobs] = version.fields;
  const after = {
    ...version,
    licence: 'closed',
    plans: [{ plan: 'Free', kind: 'free' }],
    fields: [
      { ...jobs, range: { min: 0, max: 9, decimals: 0 } },
      { name: 'Wages', title: said('Wages'), kind: 'numeric' },
    ],
  } as const;
  assert.deepEqual(
    versionChanges(version, after, words).map(({ what, name, before, after: now }) => [
      what,
      name,
      before,
      now,
    ]),
    [
      ['licence', '', 'open', 'closed'],
      ['plans', '', '', 'Free'],
      ['field', 'Jobs', 'Jobs (numeric)', 'Jobs (numeric) 0–9'],
      ['field', 'Sector', 'Sector (category)', undefined],
      ['field', 'Wages', undefined, 'Wages (numeric)'],
    ],
  );
});
