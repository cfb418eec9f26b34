import { bigintSchema, currencies, dateSchema, type Rational, textSchema } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { checkProgram } from './check.ts';
import type { Condition, Fact, Leaf, Term } from './condition.ts';
import { whyNotNegated } from './negation.ts';
import type { Books, Fee, Leg, Party, Payee, Pays, Program, Release } from './program.ts';

/** A value as JSON carries it: whole numbers of any size are decimal text. */
export type OnWire<T> = T extends bigint
  ? string
  : T extends string | number | boolean | null
    ? T
    : { readonly [Key in keyof T]: OnWire<T[Key]> };

type Schema<T> = z.ZodType<T, OnWire<T>>;

/** No more parties, payments or slices than this stand in one program. */
const mostOfAKind = 1_000;

const title: z.ZodType<Bilingual, Bilingual> = z.strictObject({
  en: textSchema(200, 1),
  zh: textSchema(200, 1),
});
/** A name that a program gives to something of its own. */
export const nameSchema: z.ZodType<string, string> = z
  .string()
  .regex(/^(?!__proto__$)[\w.:-]{1,64}$/, 'A name has 1 to 64 letters, digits or . : _ -');
const positive = bigintSchema.refine(
  (value) => value > 0n && value < 2n ** 127n,
  'A whole number above 0 and below 2^127',
);
const notNegative = bigintSchema.refine(
  (value) => value >= 0n && value < 2n ** 127n,
  'A whole number from 0 to below 2^127',
);
const accountId = bigintSchema.refine(
  (value) => value >= 0n && value < 2n ** 128n - 1n,
  'The id of an account, or 0 for none',
);
const moment = z.union([dateSchema, z.iso.datetime()], {
  error: 'A day like 2027-03-31, or an instant like 2027-03-31T10:00:00Z',
});
const zone = z.string().max(64).refine(isZone, 'There is no such time zone');
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day is written like 08:30');
const endOfHours = z
  .string()
  .regex(
    /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
    'A time of day is written like 18:30, the end of the day 24:00',
  );
const rounding = z.enum(['halfEven', 'halfUp', 'down', 'up']);
const times = z.int().min(1).max(mostOfAKind);
const names = z.array(nameSchema).min(1).max(mostOfAKind);
const ratio: Schema<Rational> = z.strictObject({ times: notNegative, over: positive });
const term: Schema<Term> = z.strictObject({ code: nameSchema, title });
const terms = z.array(term).min(1).max(200);

const facts = [
  z.strictObject({ kind: z.literal('who'), people: names }),
  z.strictObject({ kind: z.literal('member'), groups: terms }),
  z.strictObject({ kind: z.literal('where'), areas: terms }),
  z.strictObject({ kind: z.literal('what'), categories: terms }),
  z.strictObject({
    kind: z.literal('hours'),
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
    from: timeOfDay,
    to: endOfHours,
  }),
] as const;
const leaves = [
  ...facts,
  z.strictObject({ kind: z.literal('atMost'), amount: positive }),
  z.strictObject({ kind: z.literal('from'), moment }),
  z.strictObject({ kind: z.literal('until'), moment }),
  z.strictObject({ kind: z.literal('milestone'), milestone: term, by: names }),
  z.strictObject({ kind: z.literal('approval'), by: names, least: z.int().min(1).max(mostOfAKind) }),
] as const;
const fact: Schema<Fact> = z.discriminatedUnion('kind', facts, {
  error: ({ input }) => whyNotNegated(input),
});
const leaf: Schema<Leaf> = z.discriminatedUnion('kind', leaves, {
  error: 'One of the conditions that stand alone; combinations stand in each other at most three deep',
});

/** Combinations stand in each other at most three deep, so that a person can still read them. */
const condition = conditionWithin(3);

function conditionWithin(depth: number): Schema<Condition> {
  if (depth === 0) return leaf;
  const of = z
    .array(conditionWithin(depth - 1))
    .min(2)
    .max(16);
  return z.discriminatedUnion('kind', [
    ...leaves,
    z.strictObject({ kind: z.literal('all'), of }),
    z.strictObject({ kind: z.literal('any'), of }),
    z.strictObject({ kind: z.literal('not'), of: fact }),
  ]);
}

const books: Schema<Books> = z.strictObject({
  ledger: z
    .int()
    .min(1)
    .max(2 ** 32 - 1),
  code: z
    .int()
    .min(1)
    .max(2 ** 16 - 1),
  currency: z.enum(currencies),
});
const party: Schema<Party> = z.strictObject({ title, account: accountId });
const payee: Schema<Payee> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('named'), parties: names }),
  z.strictObject({ kind: z.literal('asker') }),
  z.strictObject({ kind: z.literal('merchant') }),
]);
const pays: Schema<Pays> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('slices'), amounts: z.array(positive).min(1).max(mostOfAKind) }),
  z.strictObject({ kind: z.literal('asked'), times }),
  z.strictObject({ kind: z.literal('share'), share: ratio, rounding, most: positive, times }),
]);
const release: Schema<Release> = z.strictObject({
  name: nameSchema,
  title,
  to: payee,
  pays,
  oncePerAsker: z.boolean(),
  when: condition,
});
const fee: Schema<Fee> = z.strictObject({ to: nameSchema, fixed: notNegative, share: ratio, rounding });
const leg: Schema<Leg> = z.strictObject({
  name: nameSchema,
  from: nameSchema,
  to: nameSchema,
  books,
  amount: positive,
});
const common = {
  id: z.uuid(),
  title,
  zone,
  parties: z
    .record(nameSchema, party)
    .refine((all) => Object.keys(all).length <= mostOfAKind, `At most ${mostOfAKind} parties`),
};
const escrow = z.strictObject({
  ...common,
  kind: z.literal('escrow'),
  owner: nameSchema,
  books,
  amount: positive,
  releases: z.array(release).min(1).max(64),
  fee: fee.nullable(),
  refund: condition.nullable(),
  ends: moment.nullable(),
});
const exchange = z.strictObject({
  ...common,
  kind: z.literal('exchange'),
  legs: z.array(leg).min(2).max(64),
  when: condition.nullable(),
  ends: moment,
});

/** A program on the wire. What is well formed and yet makes no sense is refused with the field that says so. */
export const programSchema: z.ZodType<Program, OnWire<Program>> = z
  .discriminatedUnion('kind', [escrow, exchange])
  .superRefine((program, context) => {
    for (const { pointer, detail } of checkProgram(program))
      context.addIssue({ code: 'custom', path: pointer.slice(1).split('/'), message: detail });
  });

function isZone(name: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).epochMilliseconds === 0;
  } catch {
    return false;
  }
}
