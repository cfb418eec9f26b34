import fc from 'fast-check';
import type { ProgramEvent } from '../course/event.ts';
import { checkProgram } from '../value/check.ts';
import type { Condition, Fact, Leaf } from '../value/condition.ts';
import type { Books, Escrow, Exchange, Fee, Party, Pays, Program, Release } from '../value/program.ts';

/** Everybody there is: the last two are named by no program. */
export const people = ['owner', 'ada', 'bo', 'shop', 'agent', 'mallory', 'eve'] as const;
/** The account of each, from 1 on; each has the same to begin with. */
export const accountOf = (name: string): bigint =>
  BigInt(people.indexOf(name as (typeof people)[number]) + 1);
/** Whose account is where in an exchange: the last of those that programs name are on the other ledger. */
export const ledgerOf = (name: string): number => (name === 'shop' || name === 'agent' ? 2 : 1);
/** The first moment of a history, and the moments around which rules turn. */
export const startMs: number = Temporal.Instant.from('2027-01-04T00:00:00Z').epochMilliseconds;
const turns = ['2027-01-05', '2027-01-06T12:00:00Z', '2027-01-07'];
const ends = ['2027-01-08', '2027-01-10T00:00:00Z', '2027-01-10T12:30:00.500Z'];

const title = (name: string) => ({ en: `the ${name}`, zh: `「${name}」` });
const term = (code: string) => ({ code, title: title(code) });
const parties: Readonly<Record<string, Party>> = Object.fromEntries(
  people.slice(0, 5).map((name) => [name, { title: title(name), account: accountOf(name) }]),
);
const someOf = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
const terms = (codes: readonly string[]) => someOf(codes).map((all) => all.map(term));
const groups = ['red', 'blue'];
const areas = ['4403', '440304', '11'];
const categories = ['food', 'cars'];

const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ kind: fc.constant('who' as const), people: someOf(people.slice(0, 5)) }),
  fc.record({ kind: fc.constant('member' as const), groups: terms(groups) }),
  fc.record({ kind: fc.constant('where' as const), areas: terms(areas) }),
  fc.record({ kind: fc.constant('what' as const), categories: terms(categories) }),
  fc.record({
    kind: fc.constant('hours' as const),
    weekdays: someOf([1, 2, 3, 4, 5, 6, 7]),
    from: fc.constantFrom('00:00', '08:30'),
    to: fc.constantFrom('12:00', '23:59'),
  }),
);
const word: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({ kind: fc.constantFrom('from' as const, 'until' as const), moment: fc.constantFrom(...turns) }),
  fc.constantFrom('first', 'second').map((code) => ({
    kind: 'milestone' as const,
    milestone: term(code),
    by: code === 'first' ? ['ada', 'bo'] : ['agent'],
  })),
  someOf(people.slice(0, 5)).chain((by) =>
    fc.record({
      kind: fc.constant('approval' as const),
      by: fc.constant(by),
      least: fc.integer({ min: 1, max: by.length }),
    }),
  ),
);
const atMost = fc.record({ kind: fc.constant('atMost' as const), amount: fc.bigInt(1n, 60n) });
const plain: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: fact },
  { weight: 3, arbitrary: word },
  atMost,
  { weight: 3, arbitrary: fact.map((of) => ({ kind: 'not' as const, of })) },
);

const listOf = <Kind extends 'all' | 'any'>(kind: Kind, part: fc.Arbitrary<Condition>, least = 2) =>
  fc.array(part, { minLength: least, maxLength: 3 }).map((of) => ({ kind, of }));

/** Any condition, combinations in it two deep. */
const conditions: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 2, arbitrary: plain },
  listOf('any', plain),
  listOf('all', fc.oneof({ weight: 3, arbitrary: plain }, listOf('any', plain))),
);

/** A condition that holds only together with another. */
const bound = (by: fc.Arbitrary<Condition>, more: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc.oneof(
    by,
    fc.tuple(by, more).map((of) => ({ kind: 'all' as const, of })),
  );
const asker = fact.filter(({ kind }) => kind === 'who' || kind === 'member');
const goods = fact.filter(({ kind }) => kind === 'where' || kind === 'what');
const often = fc.integer({ min: 1, max: 6 });
const rounding = fc.constantFrom('halfEven', 'halfUp', 'down', 'up');
const ratio = fc.record({ times: fc.bigInt(1n, 7n), over: fc.constantFrom(7n, 10n, 100n) });
const payees: fc.Arbitrary<Pick<Release, 'to' | 'when'>> = fc.oneof(
  fc.record({
    to: fc.record({ kind: fc.constant('named' as const), parties: someOf(['shop', 'agent', 'bo']) }),
    when: fc.oneof(word, conditions),
  }),
  fc.record({ to: fc.constant({ kind: 'asker' as const }), when: bound(asker, conditions) }),
  fc.record({ to: fc.constant({ kind: 'merchant' as const }), when: bound(goods, conditions) }),
);
const pays: fc.Arbitrary<Pays> = fc.oneof(
  fc
    .array(fc.bigInt(1n, 12n), { minLength: 1, maxLength: 5 })
    .map((amounts) => ({ kind: 'slices' as const, amounts })),
  often.map((times) => ({ kind: 'asked' as const, times })),
  fc.record({
    kind: fc.constant('share' as const),
    share: ratio,
    rounding,
    most: fc.bigInt(1n, 40n),
    times: often,
  }),
);
const release = (name: string): fc.Arbitrary<Release> =>
  fc
    .record({ pays, payees, oncePerAsker: fc.boolean() })
    .map(({ payees: { to, when }, ...rest }) => ({ name, title: title(name), to, when, ...rest }));
const fee: fc.Arbitrary<Fee> = fc.record({
  to: fc.constant('agent'),
  fixed: fc.bigInt(0n, 2n),
  share: ratio,
  rounding,
});
const common = {
  id: fc.uuid({ version: 7 }),
  title: fc.constant(title('purpose')),
  zone: fc.constantFrom('Asia/Shanghai', 'Europe/London'),
  parties: fc.constant(parties),
};
const books = (ledger: number): Books => ({ ledger, code: 9, currency: 'CNY' });
const isRight = (program: Program): boolean => checkProgram(program).length === 0;

/** Escrows that are right. */
export const escrows: fc.Arbitrary<Escrow> = fc
  .record({
    ...common,
    kind: fc.constant('escrow' as const),
    owner: fc.constant('owner'),
    books: fc.constant(books(1)),
    amount: fc.bigInt(120n, 200n),
    releases: fc.tuple(release('alpha'), release('beta')),
    fee: fc.option(fee),
    refund: fc.option(bound(asker, word)),
    ends: fc.option(fc.constantFrom(...ends)),
  })
  .filter(isRight);

const leg = fc
  .constantFrom(1, 2)
  .chain((ledger) => {
    const payer = fc.constantFrom(...people.slice(0, 5).filter((name) => ledgerOf(name) === ledger));
    return fc.record({ from: payer, to: payer, ledger: fc.constant(ledger), amount: fc.bigInt(1n, 700n) });
  })
  .filter(({ from, to }) => from !== to);

/** Exchanges that are right. */
export const exchanges: fc.Arbitrary<Exchange> = fc
  .record({
    ...common,
    kind: fc.constant('exchange' as const),
    legs: fc
      .array(leg, { minLength: 2, maxLength: 3 })
      .map((legs) =>
        legs.map(({ ledger, ...rest }, k) => ({ ...rest, name: `leg${k}`, books: books(ledger) })),
      ),
    when: fc.option(fc.oneof(word, listOf('any', word))),
    ends: fc.constantFrom(...ends),
  })
  .filter(isRight);

/** Something that is tried: an event in the words of its kind, and what happens around it. */
export type Attempt = {
  readonly event: Told<ProgramEvent>;
  readonly passedMs: number;
  /** Which earlier attempt is made once more instead, counted from the last. */
  readonly again: number | null;
  /** How many steps the state is old. */
  readonly stale: number;
  /** Whether the ledger's answer is lost, so that the same is tried at once again. */
  readonly isLost: boolean;
};

/** An event without what a history gives it. */
export type Told<T> = T extends unknown ? Omit<T, 'id' | 'atMs'> : never;

const by = fc.oneof(
  { weight: 3, arbitrary: fc.constant('ada') },
  { weight: 4, arbitrary: fc.constantFrom(...people) },
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 12 });
const payment: fc.Arbitrary<Told<ProgramEvent>> = fc
  .record({
    by,
    release: fc.constantFrom('alpha', 'alpha', 'alpha', 'beta', 'beta', 'beta', 'gamma'),
    payee: maybe(fc.constantFrom(...people)),
    account: maybe(fc.constantFrom(...people).map(accountOf)),
    amount: maybe(fc.bigInt(0n, 60n)),
    price: maybe(fc.bigInt(0n, 300n)),
    groups: maybe(fc.constantFrom(groups, groups, ['red'], [])),
    area: maybe(fc.constantFrom('440304', '440304', '440306', '110101')),
    category: maybe(fc.constantFrom(...categories)),
  })
  .map((fields) => {
    const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    return { kind: 'pay', ...known } as Told<ProgramEvent>;
  });
const end = fc.record({ kind: fc.constant('expire'), by });

const escrowEvent: fc.Arbitrary<Told<ProgramEvent>> = fc.oneof(
  { weight: 24, arbitrary: payment },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('approve'),
      by,
      of: fc.constantFrom('alpha', 'beta', 'refund'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('confirm'),
      by: fc.constantFrom('ada', 'agent'),
      milestone: fc.constantFrom('first', 'second'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fund'), by: fc.constantFrom('owner', 'eve') }) },
  fc.record({ kind: fc.constant('refund'), by, groups: fc.subarray(groups) }),
  end,
);

const exchangeEvent = ({ legs }: Exchange): fc.Arbitrary<Told<ProgramEvent>> => {
  const payer = fc.constantFrom(...legs.map(({ name, from }) => ({ leg: name, by: from })));
  const stranger = fc.record({ leg: fc.constantFrom('leg0', 'leg9'), by });
  const party = fc.oneof({ weight: 8, arbitrary: payer }, stranger);
  return fc.oneof(
    { weight: 8, arbitrary: party.map((one) => ({ kind: 'commit' as const, ...one })) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('settle'), by }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('approve'), by, of: fc.constant('settlement') }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('confirm'),
        by: fc.constantFrom('ada', 'agent'),
        milestone: fc.constantFrom('first', 'second'),
      }),
    },
    party.map((one) => ({ kind: 'withdraw' as const, ...one })),
    { weight: 2, arbitrary: end },
  );
};

/** A program with a history of attempts, most of them in its time and in its words. */
export function withHistory<P extends Program>(
  programs: fc.Arbitrary<P>,
): fc.Arbitrary<{ readonly program: P; readonly attempts: readonly Attempt[] }> {
  return programs.chain((program) =>
    fc.record({
      program: fc.constant(program),
      attempts: fc.array(
        fc.record({
          event: program.kind === 'escrow' ? escrowEvent : exchangeEvent(program),
          passedMs: fc.constantFrom(0, 0, 1, 3_600_000, 30_000_000, 30_000_000),
          again: fc.option(fc.nat(6), { freq: 3 }),
          stale: fc.constantFrom(0, 0, 0, 0, 1, 2),
          isLost: fc.boolean(),
        }),
        { minLength: 10, maxLength: 50 },
      ),
    }),
  );
}
