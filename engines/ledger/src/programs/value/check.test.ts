import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FinharborError, Json } from '@finharbor/kernel';
import { parseProgram, programJson } from '../read.ts';
import {
  carSubsidy,
  currencyExchange,
  examples,
  milestoneGrant,
  prepaidCard,
  redPacket,
} from '../testing/examples.ts';

/** The program with one value changed, at a JSON pointer. */
const changed = (program: Json, pointer: string, value: Json | undefined): Json => {
  const copy = structuredClone(program) as Record<string, unknown>;
  const steps = pointer.slice(1).split('/');
  const last = steps.pop()!;
  const place = steps.reduce((part, step) => part[step] as Record<string, unknown>, copy);
  place[last] = value;
  return copy as Json;
};

const faultsOf = (value: Json): readonly string[] => {
  try {
    parseProgram(value);
  } catch (error) {
    assert.equal((error as FinharborError).code, 'ledger.bad_program');
    return (error as FinharborError).fields.map(({ pointer }) => pointer);
  }
  return [];
};

test('a right program is read and written again as the same JSON', () => {
  for (const json of Object.values(examples)) assert.deepEqual(programJson(parseProgram(json)), json);
});

const who = (...people: string[]) => ({ kind: 'who', people });
const until = (moment: string) => ({ kind: 'until', moment });
const approval = { kind: 'approval', by: ['city'], least: 1 };
const when = '/releases/0/when';

const wrong: readonly (readonly [
  what: string,
  program: Json,
  at: string,
  value: Json | undefined,
  faults: string[],
])[] = [
  ['an owner that is nobody', prepaidCard, '/owner', 'li', ['/owner']],
  ['an owner without an account', carSubsidy, '/owner', 'chen', ['/owner']],
  ['money that could be locked for ever', prepaidCard, '/refund', null, ['/ends']],
  ['slices and fees beyond the amount', prepaidCard, '/amount', '201999', ['/amount']],
  ['a field there is not', prepaidCard, '/colour', 'red', ['/colour']],
  ['an amount that is none', prepaidCard, '/amount', '12.5', ['/amount']],
  ['a zone there is not', prepaidCard, '/zone', 'Asia/Futian', ['/zone']],
  ['an end beyond the ledger’s timeouts', carSubsidy, '/ends', '2100-01-01', ['/ends']],
  ['a red packet for anybody', redPacket, when, { kind: 'not', of: who('grandma') }, [when]],
  [
    'an alternative in which anybody could take it',
    redPacket,
    when,
    { kind: 'any', of: [who('grandma'), until('2027-02-05')] },
    [when],
  ],
  ['any merchant, anywhere, for anything', carSubsidy, '/releases/0/to', { kind: 'merchant' }, []],
  [
    'the same with nothing that tells merchants apart',
    prepaidCard,
    '/releases/0/to',
    { kind: 'merchant' },
    [when],
  ],
  ['a refund that anybody could ask for', milestoneGrant, '/refund', approval, ['/refund']],
  [
    'a refund that depends on a purchase',
    milestoneGrant,
    '/refund/of/1',
    { kind: 'what', categories: [{ code: 'x', title: { en: 'x', zh: 'x' } }] },
    ['/refund/of/1'],
  ],
  [
    'a negated approval',
    milestoneGrant,
    `${when}/of/1`,
    { kind: 'not', of: approval },
    [`${when}/of/1/of/kind`],
  ],
  [
    'a negated until',
    carSubsidy,
    `${when}/of/4`,
    { kind: 'not', of: until('2027-01-31') },
    [`${when}/of/4/of/kind`],
  ],
  ['more approvals than people', milestoneGrant, `${when}/of/1/of/0/least`, 4, [`${when}/of/1/of/0/least`]],
  ['the same approver twice', milestoneGrant, `${when}/of/1/of/0/by/2`, 'city', [`${when}/of/1/of/0/by/2`]],
  [
    'an approver that is nobody',
    milestoneGrant,
    `${when}/of/1/of/0/by/2`,
    'toString',
    [`${when}/of/1/of/0/by/2`],
  ],
  [
    'a milestone of two meanings',
    milestoneGrant,
    '/releases/1/when/of/0/milestone/code',
    'prototype',
    ['/releases/1/when/of/0/milestone'],
  ],
  [
    'a condition that ends after the program',
    carSubsidy,
    `${when}/of/4/moment`,
    '2027-04-01',
    [`${when}/of/4/moment`],
  ],
  [
    'a condition that begins after its end',
    carSubsidy,
    `${when}/of/3/moment`,
    '2027-04-01',
    [`${when}/of/4`, `${when}/of/3/moment`],
  ],
  ['two that rule each other out', carSubsidy, `${when}/of/1`, who('dealerA'), [`${when}/of/1`]],
  [
    'all in all',
    redPacket,
    `${when}/of/1`,
    { kind: 'all', of: [until('2027-02-05'), who('grandma')] },
    [`${when}/of/1`],
  ],
  ['hours until midnight', prepaidCard, `${when}/of/1/to`, '24:00', []],
  ['hours over midnight', prepaidCard, `${when}/of/1/to`, '08:00', [`${when}/of/1/to`]],
  ['a cap on slices', prepaidCard, `${when}/of/1`, { kind: 'atMost', amount: '5' }, [`${when}/of/1`]],
  ['a share above the whole', carSubsidy, '/releases/0/pays/share/times', '21', ['/releases/0/pays/share']],
  ['a payee that is nobody', carSubsidy, '/releases/0/to/parties/1', 'dealerC', ['/releases/0/to/parties/1']],
  ['a release named like a refund', redPacket, '/releases/0/name', 'refund', ['/releases/0/name']],
  ['an exchange that somebody asks for', currencyExchange, '/when', who('desk'), ['/when']],
  ['a leg to the payer itself', currencyExchange, '/legs/0/to', 'bankS', ['/legs/0/to']],
  ['two currencies on one ledger', currencyExchange, '/legs/1/books/ledger', 156, ['/legs/1/books/currency']],
  ['two legs of one name', currencyExchange, '/legs/1/name', 'yuan', ['/legs/1/name']],
];

for (const [what, program, at, value, faults] of wrong)
  test(`${faults.length > 0 ? 'refused, with the field' : 'right'}: ${what}`, () => {
    assert.deepEqual(faultsOf(changed(program, at, value)), faults);
  });

test('combinations stand in each other at most three deep', () => {
  const nested = (depth: number): Json =>
    depth === 0
      ? who('wang')
      : { kind: depth % 2 ? 'any' : 'all', of: [nested(depth - 1), until('2027-05-01')] };
  assert.deepEqual(faultsOf(changed(prepaidCard, '/refund', nested(3))), ['/refund']);
  assert.deepEqual(faultsOf(changed(prepaidCard, '/refund', nested(4))), ['/refund/of/0/of/0/of/0/kind']);
});
