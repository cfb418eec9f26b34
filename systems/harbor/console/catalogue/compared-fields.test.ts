import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field, ProductView } from '@finharbor/harbor/contract';
import { comparedFields } from './compared-fields.ts';

const product = (
  id: string,
  ...fields: readonly (readonly [name: string, zh: string, kind: Field['kind']])[]
) =>
  ({
    id,
    body: { fields: fields.map(([name, zh, kind]) => ({ name, title: { en: name, zh }, kind })) },
  }) as unknown as ProductView;

test('fields called the same are one line, shared ones first, and each product says of which kind its own is', () => {
  const [one, two] = [
    product('a', ['rev', '营收', 'numeric'], ['grade', '信用等级', 'category']),
    product('b', ['level', '信用等级 ', 'numeric'], ['x', '从业人数', 'numeric']),
  ];
  assert.deepEqual(
    comparedFields([one, two]).map(({ title, kinds }) => [title.zh, ...kinds]),
    [
      ['信用等级', ['a', 'category'], ['b', 'numeric']],
      ['营收', ['a', 'numeric']],
      ['从业人数', ['b', 'numeric']],
    ],
  );
});
