import { bigintSchema } from '@finharbor/kernel';
import { z } from 'zod';
import type { Program } from '../value/program.ts';
import { nameSchema, type OnWire } from '../value/schema.ts';

type Common = {
  /** How many steps have moved money; each has its seal in the ledger. */
  readonly step: number;
  /** Who has confirmed which milestone. */
  readonly confirmed: Readonly<Record<string, readonly string[]>>;
  /** Who has approved of what: a release, the `refund`, the `settlement`. */
  readonly approved: Readonly<Record<string, readonly string[]>>;
  /** The events that have moved money, with their marks. */
  readonly done: Readonly<Record<string, bigint>>;
};

/** What a release has paid. */
export type PaidSoFar = {
  readonly times: number;
  readonly amount: bigint;
  /** Whom an `oncePerAsker` release does not pay again. */
  readonly askers: readonly string[];
};

/** How far an escrow is. */
export type EscrowState = Common & {
  readonly kind: 'escrow';
  readonly stage: 'planned' | 'held' | 'spent' | 'refunded' | 'expired';
  /** The event that has set the rest aside; empty where nothing is. */
  readonly heldBy: string;
  /** What is set aside now, in smallest units. */
  readonly rest: bigint;
  /** What went back, at the end or before. */
  readonly returned: bigint;
  readonly paid: Readonly<Record<string, PaidSoFar>>;
};

/** How far an exchange is. */
export type ExchangeState = Common & {
  readonly kind: 'exchange';
  readonly stage: 'open' | 'settled' | 'withdrawn' | 'expired';
  /** By leg, the event that has set it aside. */
  readonly held: Readonly<Record<string, string>>;
};

/** How far a program is: what the events that it accepted have come to, and nothing else. */
export type ProgramState = EscrowState | ExchangeState;

/** The state of a program to which nothing has happened. */
export function startOf(program: Program): ProgramState {
  const common = { step: 0, confirmed: {}, approved: {}, done: {} };
  return program.kind === 'escrow'
    ? { ...common, kind: 'escrow', stage: 'planned', heldBy: '', rest: 0n, returned: 0n, paid: {} }
    : { ...common, kind: 'exchange', stage: 'open', held: {} };
}

/** What stands in a record under a name that may be anything. */
export function entryOf<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

const names = z.array(nameSchema);
const common = {
  step: z.int().min(0),
  confirmed: z.record(nameSchema, names),
  approved: z.record(nameSchema, names),
  done: z.record(nameSchema, bigintSchema),
};

/** A state on the wire. */
export const stateSchema: z.ZodType<ProgramState, OnWire<ProgramState>> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('escrow'),
    stage: z.enum(['planned', 'held', 'spent', 'refunded', 'expired']),
    heldBy: z.union([z.literal(''), nameSchema]),
    rest: bigintSchema,
    returned: bigintSchema,
    paid: z.record(
      nameSchema,
      z.strictObject({ times: z.int().min(1), amount: bigintSchema, askers: names }),
    ),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('exchange'),
    stage: z.enum(['open', 'settled', 'withdrawn', 'expired']),
    held: z.record(nameSchema, nameSchema),
  }),
]);
