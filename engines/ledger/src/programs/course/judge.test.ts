import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Condition, Fact } from '../value/condition.ts';
import { type Known, unmetOf } from './judge.ts';

const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const term = (code: string) => ({ code, title: { en: code, zh: code } });
/** A Friday, one minute before midnight in Shanghai. */
const known: Known = {
  atMs: ms('2027-01-01T15:59:00Z'),
  zone: 'Asia/Shanghai',
  by: 'ada',
  groups: ['red'],
  area: '440304',
  category: 'cars',
  amount: 50n,
  approvals: ['bo', 'cy'],
  confirmed: { roof: ['bo'] },
};
const holds = (condition: Condition, change: Partial<Known> = {}): boolean =>
  unmetOf(condition, '', { ...known, ...change }) === undefined;

const all7 = [1, 2, 3, 4, 5, 6, 7];
const cases: readonly (readonly [condition: Condition, change: Partial<Known>, holds: boolean])[] = [
  [{ kind: 'who', people: ['bo', 'ada'] }, {}, true],
  [{ kind: 'who', people: ['bo'] }, {}, false],
  [{ kind: 'member', groups: [term('blue'), term('red')] }, {}, true],
  [{ kind: 'member', groups: [term('blue')] }, {}, false],
  [{ kind: 'where', areas: [term('4403')] }, {}, true],
  [{ kind: 'where', areas: [term('440305')] }, {}, false],
  [{ kind: 'where', areas: [term('440304')] }, { area: '4403' }, false],
  [{ kind: 'what', categories: [term('cars')] }, {}, true],
  [{ kind: 'what', categories: [term('car')] }, {}, false],
  [{ kind: 'atMost', amount: 50n }, {}, true],
  [{ kind: 'atMost', amount: 49n }, {}, false],
  [{ kind: 'hours', weekdays: [5], from: '23:59', to: '24:00' }, {}, true],
  [{ kind: 'hours', weekdays: [6, 7], from: '00:00', to: '23:59' }, {}, false],
  [{ kind: 'hours', weekdays: all7, from: '08:00', to: '23:59' }, {}, false],
  [{ kind: 'hours', weekdays: all7, from: '15:59', to: '16:00' }, { zone: 'Europe/London' }, true],
  [{ kind: 'from', moment: '2027-01-01' }, { atMs: ms('2026-12-31T16:00:00Z') }, true],
  [{ kind: 'from', moment: '2027-01-01' }, { atMs: ms('2026-12-31T15:59:59Z') }, false],
  [{ kind: 'until', moment: '2027-01-01' }, { atMs: ms('2027-01-01T15:59:59.999Z') }, true],
  [{ kind: 'until', moment: '2027-01-01' }, { atMs: ms('2027-01-01T16:00:00Z') }, false],
  [{ kind: 'until', moment: '2027-01-01T15:59:00Z' }, {}, false],
  // The clocks of London go forward in this night: the day is over an hour sooner.
  [
    { kind: 'until', moment: '2027-03-28' },
    { zone: 'Europe/London', atMs: ms('2027-03-28T22:59:59Z') },
    true,
  ],
  [
    { kind: 'until', moment: '2027-03-28' },
    { zone: 'Europe/London', atMs: ms('2027-03-28T23:00:00Z') },
    false,
  ],
  [{ kind: 'milestone', milestone: term('roof'), by: ['bo', 'cy'] }, {}, true],
  [{ kind: 'milestone', milestone: term('roof'), by: ['cy'] }, {}, false],
  [{ kind: 'milestone', milestone: term('toString'), by: ['bo'] }, {}, false],
  [{ kind: 'approval', by: ['bo', 'cy', 'di'], least: 2 }, {}, true],
  [{ kind: 'approval', by: ['bo', 'di'], least: 2 }, {}, false],
];

for (const [k, [condition, change, expected]] of cases.entries())
  test(`${k + 1}: ${condition.kind} ${expected ? 'holds' : 'does not hold'}`, () => {
    assert.equal(holds(condition, change), expected);
    const yes: Condition = { kind: 'who', people: ['ada'] };
    const no: Condition = { kind: 'who', people: ['nobody'] };
    assert.equal(holds({ kind: 'all', of: [yes, condition] }, change), expected);
    assert.equal(holds({ kind: 'any', of: [no, condition] }, change), expected);
    assert.equal(holds({ kind: 'all', of: [no, condition] }, change), false);
    assert.equal(holds({ kind: 'any', of: [yes, condition] }, change), true);
  });

test('by what is unknown neither a condition nor its contrary holds', () => {
  const unknown: readonly (readonly [keyof Known, Fact])[] = [
    ['groups', { kind: 'member', groups: [term('red')] }],
    ['area', { kind: 'where', areas: [term('44')] }],
    ['category', { kind: 'what', categories: [term('cars')] }],
  ];
  for (const [field, of] of unknown) {
    assert.equal(holds(of), true);
    assert.equal(holds({ kind: 'not', of }), false);
    assert.equal(holds(of, { [field]: undefined }), false);
    assert.equal(holds({ kind: 'not', of }, { [field]: undefined }), false);
  }
  const elsewhere: Fact = { kind: 'where', areas: [term('11')] };
  assert.equal(holds({ kind: 'not', of: elsewhere }), true);
});

test('what does not hold is named, with its place', () => {
  const no: Condition = { kind: 'who', people: ['bo'] };
  const condition: Condition = {
    kind: 'all',
    of: [
      { kind: 'who', people: ['ada'] },
      { kind: 'any', of: [no, { kind: 'atMost', amount: 1n }] },
    ],
  };
  const unmet = unmetOf(condition, '/refund', known);
  assert.deepEqual(
    unmet?.parts.map(({ pointer, parts }) => [pointer, parts.map((part) => part.pointer)]),
    [['/refund/of/1', ['/refund/of/1/of/0', '/refund/of/1/of/1']]],
  );
});
