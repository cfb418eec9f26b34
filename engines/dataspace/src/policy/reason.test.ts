import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from './evaluate.ts';
import { isWithin } from './is-within.ts';
import { judgeOffer } from './judge-offer.ts';
import type { Policy } from './model.ts';
import { odrl, own } from './namespaces.ts';
import { reasonOf } from './reason.ts';
import { sameTerms } from './same-terms.ts';

const atMost = (most: string, leftOperand = odrl('count')): Policy => ({
  permission: [{ action: 'use', constraint: [{ leftOperand, operator: 'lteq', rightOperand: most }] }],
});

test('whatever ends a process is told as a code and as sentences in both languages that name the term', () => {
  const decision = evaluate(atMost('3'), { action: 'use', facts: {} });
  const offer = judgeOffer(atMost('1', 'https://example.org/moonPhase'), { facts: [], computes: true });
  const counter = isWithin(atMost('4'), atMost('3'));
  const agreed = sameTerms(atMost('3'), atMost('4'));
  assert.ok(decision.kind === 'refuse' && offer.kind === 'refused');
  assert.ok(counter.kind === 'beyond' && agreed.kind === 'different');
  assert.deepEqual([decision, offer, counter, agreed].map(reasonOf), [
    {
      code: 'policy.fact_missing',
      text: [
        'Not fulfilled: the number of uses is at most 3 (here: not known).',
        '未满足：使用次数不超过 3（实际：未知）。',
      ],
    },
    {
      code: 'policy.unknown_operand',
      text: [
        'The left operand "https://example.org/moonPhase" is not known here.',
        '此处不支持约束项 "https://example.org/moonPhase"。',
      ],
    },
    {
      code: 'policy.beyond_bounds',
      text: ['Not kept: the number of uses is at most 3.', '未遵守：使用次数不超过 3。'],
    },
    {
      code: 'policy.terms_differ',
      text: [
        'Left out or changed: the number of uses is at most 3.',
        '被删除或更改：使用次数不超过 3。',
        'Added or changed: the number of uses is at most 4.',
        '新增或更改：使用次数不超过 4。',
      ],
    },
  ]);
});

test('an offer that only a private computation can hold is refused by a node that runs none, and by one that lacks a fact', () => {
  const offer: Policy = {
    permission: [
      {
        action: 'use',
        constraint: [{ leftOperand: own('smallestGroup'), operator: 'gteq', rightOperand: '50' }],
      },
    ],
  };
  assert.deepEqual(judgeOffer(offer, { facts: ['smallestGroup'], computes: true }), { kind: 'acceptable' });
  const pointers = (facts: readonly 'smallestGroup'[], computes: boolean) => {
    const judged = judgeOffer(offer, { facts, computes });
    return judged.kind === 'refused' && judged.faults.map(({ code, pointer }) => [code, pointer]);
  };
  assert.deepEqual(pointers(['smallestGroup'], false), [['policy.not_enforceable', '']]);
  assert.deepEqual(pointers([], true), [['policy.not_enforceable', '/permission/0/constraint/0']]);
});
