import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { replay } from '../course/replay.ts';
import { startOf } from '../course/state.ts';
import { parseProgram } from '../read.ts';
import { escrows, exchanges } from '../testing/arbitrary.ts';
import { prepaidCard } from '../testing/examples.ts';
import type { Condition, Leaf } from '../value/condition.ts';
import { conditionsOf, type Program } from '../value/program.ts';
import { explain } from './explain.ts';
import type { Language } from './text.ts';

const languages = ['en', 'zh'] as const;

/** What a reader has to find of a leaf, whatever the words around it. */
function tokensOf(leaf: Leaf, { parties }: Program, language: Language): readonly string[] {
  const titles = (names: readonly string[]) => names.map((name) => parties[name]!.title[language]);
  switch (leaf.kind) {
    case 'who':
      return titles(leaf.people);
    case 'member':
      return leaf.groups.map(({ title }) => title[language]);
    case 'where':
      return leaf.areas.map(({ title }) => title[language]);
    case 'what':
      return leaf.categories.map(({ title }) => title[language]);
    case 'hours':
      return [leaf.from, leaf.to];
    case 'atMost':
      return [`0.${String(leaf.amount).padStart(2, '0')}`];
    case 'from':
    case 'until':
      return [`2027`, String(Number(leaf.moment.slice(8, 10)))];
    case 'milestone':
      return [leaf.milestone.title[language], ...titles(leaf.by)];
    case 'approval':
      return titles(leaf.by);
  }
}

type Told = { readonly leaf: Leaf; readonly kind: string };

function leavesOf(condition: Condition): readonly Told[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(leavesOf);
    case 'not':
      return [{ leaf: condition.of, kind: `not ${condition.of.kind}` }];
    default:
      return [{ leaf: condition, kind: condition.kind }];
  }
}

const metKinds = new Set<string>();

function checkTold(program: Program): void {
  const parts = [...conditionsOf(program).values()].flatMap(({ condition }) =>
    condition.kind === 'all' ? condition.of : [condition],
  );
  for (const language of languages) {
    const lines = explain(program, startOf(program), language);
    const told = lines.filter(({ about }) => about === 'condition').map(({ text }) => text);
    assert.equal(told.length, parts.length);
    for (const [k, part] of parts.entries())
      for (const { leaf, kind } of leavesOf(part)) {
        metKinds.add(kind);
        for (const token of tokensOf(leaf, program, language))
          assert.ok(told[k]!.includes(token), `${language}: ${token} in ${told[k]}`);
      }
    const whole = lines.map(({ text }) => text).join('\n');
    assert.doesNotMatch(whole, /undefined|null|\[object|NaN/);
    assert.doesNotMatch(whole, language === 'en' ? /\p{Script=Han}/u : /\b(the|is|are|of|it)\b/);
  }
}

test('every condition of every program is told in both languages, each in its own line', () => {
  fc.assert(fc.property(fc.oneof(escrows, exchanges), checkTold), { numRuns: 60 });
});

test('a fixed lot of programs meets every kind of condition there is', () => {
  metKinds.clear();
  fc.assert(fc.property(fc.oneof(escrows, exchanges), checkTold), { numRuns: 200, seed: 3 });
  const facts = ['who', 'member', 'where', 'what', 'hours'];
  const kinds = [
    ...facts,
    ...facts.map((kind) => `not ${kind}`),
    'atMost',
    'from',
    'until',
    'milestone',
    'approval',
  ];
  assert.deepEqual([...metKinds].toSorted(), kinds.toSorted());
});

test('to be so and not to be so are told apart', () => {
  fc.assert(
    fc.property(escrows, (program) => {
      const [release] = program.releases;
      const { when } = release!;
      if (when.kind !== 'who' && when.kind !== 'member') return;
      for (const language of languages) {
        const line = (condition: Condition) =>
          explain({ ...program, releases: [{ ...release!, when: condition }] }, startOf(program), language);
        assert.notDeepEqual(line(when), line({ kind: 'not', of: when }));
      }
    }),
    { numRuns: 60 },
  );
});

test('a card after three of ten lessons, as its owner reads it', () => {
  const program = parseProgram(prepaidCard);
  const atMs = Temporal.Instant.from('2027-03-01T02:00:00Z').epochMilliseconds;
  const state = replay(program, [
    { kind: 'fund', id: 'f', by: 'wang', atMs },
    ...['a', 'b', 'c'].map((id) => ({ kind: 'pay', id, by: 'wang', atMs, release: 'lesson' }) as const),
  ]);
  assert.deepEqual(
    explain(program, state, 'en').map(({ about, text }) => [about, text]),
    [
      ['purpose', 'What the money is for: Ten piano lessons.'],
      [
        'money',
        'Ms Wang has set CNY 2,020.00 aside for it. It stays the money of Ms Wang until it is paid out by these rules.',
      ],
      ['payment', 'A lesson: 10 payments of CNY 200.00 each, to Harmony Piano School, if all of this is so:'],
      ['condition', 'It is asked for by Ms Wang.'],
      [
        'condition',
        'It is Monday, Tuesday, Wednesday, Thursday, Friday or Saturday, between 09:00 and 21:00.',
      ],
      [
        'fee',
        'On top of each payment, Prepaid Platform gets 1% of the payment as a fee out of the same money.',
      ],
      ['refund', 'The rest can be asked back before the end, if all of this is so:'],
      ['condition', 'It is asked for by Ms Wang.'],
      ['end', 'There is no end: what is left stays set aside until it is paid out or asked back.'],
      ['progress', 'Paid so far for “A lesson”: CNY 600.00, in 3 payments.'],
      ['progress', 'CNY 1,414.00 is left.'],
      ['zone', 'Days and times of day are in China Standard Time.'],
    ],
  );
  assert.deepEqual(
    explain(program, state, 'zh').map(({ text }) => text),
    [
      '资金用途：钢琴课十节。',
      '王女士已为此预留2,020.00元；在按以下规则支付之前，资金始终归王女士所有。',
      '一节课：分10次支付，每次200.00元，支付给和声钢琴学校，须同时满足以下条件：',
      '由王女士申请。',
      '时间在周一、周二、周三、周四、周五或周六的09:00至21:00。',
      '每笔支付之外，另从本笔资金中向预付平台支付手续费：支付金额的1%。',
      '到期之前，满足以下全部条件时可以申请退回余额：',
      '由王女士申请。',
      '本规则不设到期日：余额将一直预留，直至支付完毕或申请退回。',
      '“一节课”已支付3笔，共600.00元。',
      '余额为1,414.00元。',
      '日期和时间以中国标准时间为准。',
    ],
  );
});
