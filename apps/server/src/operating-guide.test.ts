import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { signInSchema } from './sign-in-config.ts';
import { limitFields, signInSettings } from './sign-in-limits.ts';

const guide = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8');
const told = Object.fromEntries(
  [...guide.matchAll(/^\| `signIn\.(\w+)` \| (\d+) \|/gm)].map(([, field, value]) => [field!, Number(value)]),
);
const party = { party: 'bank', name: { en: 'Bank', zh: '银行' } };

test('the guide names each limit of signing in, with the default that is in force', () => {
  const numbers = Object.keys(limitFields).filter((field) => field !== 'requireSecondFactor');
  assert.deepEqual(Object.keys(told).toSorted(), numbers.toSorted());
  // A limit set to what the guide tells changes nothing.
  const set = signInSchema.parse(told);
  assert.deepEqual(signInSettings({ ...party, signIn: set }), signInSettings(party));
});

test('every field of the file that the guide tells to set is one', () => {
  const sources = ['config.ts', 'sign-in-config.ts', 'sign-in-limits.ts'].map((name) =>
    readFileSync(new URL(name, import.meta.url), 'utf8'),
  );
  const fields = [...guide.matchAll(/`(?:hub|signIn|sealing)\.(\w+)`/g)].map(([, field]) => field!);
  assert.ok(fields.length > 10);
  for (const field of fields)
    assert.ok(
      sources.some((text) => new RegExp(`\\b${field}\\b`).test(text)),
      field,
    );
});
