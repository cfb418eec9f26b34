import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exemptions, type TransferFacts } from './facts.ts';
import { ruleFor, transferRules } from './rules.ts';
import { assessment } from './testing.ts';

function decided(facts: Partial<TransferFacts>): string {
  const { article, path } = ruleFor(assessment(facts).facts);
  return `${article.en}: ${path}`;
}

const few = 'Article 5, item 4: exempt';
const some = 'Article 8: standard_contract';
const many = 'Article 7, item 2: security_assessment';

test('persons without sensitive information: exempt below 100,000, a contract from there, assessed from 1,000,000', () => {
  for (const [personal, rule] of [
    [1, few],
    [99_999, few],
    [100_000, some],
    [999_999, some],
    [1_000_000, many],
  ] as const)
    assert.equal(decided({ personal }), rule, String(personal));
});

test('sensitive information: a contract from the first person, assessed from 10,000', () => {
  for (const [sensitive, rule] of [
    [1, some],
    [9999, some],
    [10_000, many],
  ] as const)
    for (const personal of [0, 99_999, 999_999])
      assert.equal(decided({ sensitive, personal }), rule, `${sensitive} and ${personal}`);
  assert.equal(decided({ sensitive: 9999, personal: 1_000_000 }), many, 'the stricter number decides');
});

test('important data is always assessed, and no ground exempts it', () => {
  for (const exemption of exemptions)
    for (const [personal, sensitive] of [
      [0, 0],
      [1, 0],
      [0, 1],
    ] as const)
      assert.equal(
        decided({ important: true, exemption, personal, sensitive }),
        'Article 7: security_assessment',
        exemption,
      );
});

test('an operator of critical information infrastructure is assessed from the first person, unless a ground exempts it', () => {
  const critical = { criticalOperator: true };
  assert.equal(decided({ ...critical, personal: 1 }), 'Article 7, item 1: security_assessment');
  assert.equal(decided({ ...critical, personal: 0, sensitive: 1 }), 'Article 7, item 1: security_assessment');
  assert.equal(decided({ ...critical, personal: 0 }), 'Article 3: exempt');
  assert.equal(decided({ ...critical, exemption: 'own_contract' }), 'Article 5, item 1: exempt');
});

test('each ground exempts whatever the number of persons, by its own article', () => {
  const articles = {
    foreign_origin: 'Article 4',
    own_contract: 'Article 5, item 1',
    human_resources: 'Article 5, item 2',
    emergency: 'Article 5, item 3',
    free_trade_zone: 'Article 6',
  } as const;
  for (const [exemption, article] of Object.entries(articles))
    for (const numbers of [{ personal: 1 }, { personal: 5_000_000 }, { sensitive: 10_000 }])
      assert.equal(
        decided({ ...numbers, exemption: exemption as keyof typeof articles }),
        `${article}: exempt`,
      );
});

test('nothing personal and nothing important is exempt by article 3', () => {
  assert.equal(decided({ personal: 0, sensitive: 0 }), 'Article 3: exempt');
});

test('every rule is reached, and says where it stands in both languages', () => {
  const numbers = [0, 1, 100_000, 1_000_000];
  const reached = new Set<string>();
  for (const important of [true, false])
    for (const criticalOperator of [true, false])
      for (const exemption of exemptions)
        for (const personal of numbers)
          reached.add(ruleFor(assessment({ important, criticalOperator, exemption, personal }).facts).id);
  assert.deepEqual([...reached].toSorted(), transferRules.map(({ id }) => id).toSorted());
  for (const { article, says } of transferRules) {
    assert.match(article.en, /^Article \d/);
    assert.match(article.zh, /^第.条/);
    assert.ok(says.en.length > 40 && says.zh.length > 20);
  }
});
