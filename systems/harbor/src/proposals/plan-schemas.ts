import type {
  IntersectionOperation,
  IntersectionPlan,
  IntersectionSide,
  Protection,
  Statistic,
  StatisticsColumn,
  StatisticsPlan,
} from '@finharbor/fusion';
import { textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';

/** What a proposal computes, as fusion runs it. */
export type ProposedPlan = IntersectionPlan | StatisticsPlan;

const text = textSchema(200, 1);
const many = textSchema(400, 1);
const number = z.number();

const side: z.ZodType<IntersectionSide> = z.strictObject({
  party: text,
  holds: many,
  fewestRows: number,
  mostRows: number,
  result: z.enum(['inner', 'left', 'anti', 'nothing']),
});

const learns = z.enum(['receiver', 'both']);
const operation: z.ZodType<IntersectionOperation> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rows'), atLeast: number.exactOptional() }),
  z.strictObject({ kind: z.literal('count'), learns }),
  z.strictObject({
    kind: z.literal('sum'),
    learns,
    atLeast: number,
    column: z.strictObject({
      holds: text,
      decimals: number,
      most: number,
      edges: z.array(number).max(64).exactOptional(),
    }),
  }),
]);

const intersection: z.ZodType<IntersectionPlan> = z.strictObject({
  kind: z.literal('intersection'),
  contract: text,
  job: text,
  key: z.literal('uscc'),
  sides: z.tuple([side, side]),
  receiver: text,
  protocol: z.enum(['auto', 'rr22']),
  adversary: z.enum(['malicious', 'semi-honest']),
  operation: operation.exactOptional(),
  shardRows: number,
  mostAttempts: number,
});

const column: z.ZodType<StatisticsColumn> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('category'), name: text, party: text, groups: z.array(text).max(1024) }),
  z.strictObject({ kind: z.literal('number'), name: text, party: text, min: number, max: number }),
]);
const protection: z.ZodType<Protection> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('threshold') }),
  z.strictObject({ kind: z.literal('laplace'), epsilonMicro: number }),
  z.strictObject({ kind: z.literal('gaussian'), rhoMicro: number }),
]);
const asked = { name: text, protection, to: z.array(text).max(20) };
const statistic: z.ZodType<Statistic> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('groups'),
    ...asked,
    by: z.array(text).max(4),
    value: z.strictObject({ column: text, upTo: z.enum(['sum', 'variance']) }).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('correlation'), ...asked, x: text, y: text }),
  z.strictObject({ kind: z.literal('woe'), ...asked, bins: text, label: text }),
  z.strictObject({
    kind: z.literal('quantiles'),
    ...asked,
    column: text,
    edges: z.array(number).max(4_096),
    at: z.array(number).max(20),
  }),
]);

const statistics: z.ZodType<StatisticsPlan> = z.strictObject({
  kind: z.literal('statistics'),
  contract: text,
  query: text,
  alignment: text,
  parties: z.array(text).max(20),
  smallestGroup: number,
  columns: z.array(column).max(200),
  filters: z.array(z.strictObject({ party: text, rule: many })).max(20),
  statistics: z.array(statistic).max(20),
  budget: z.strictObject({ epsilonMicro: number, delta: number }).exactOptional(),
});

const plan: z.ZodType<ProposedPlan> = z.union([intersection, statistics]);

/** A signed document's plan as fusion reads it; undefined where it has another shape. Whether it can be run is checked there. */
export function readPlan(value: unknown): ProposedPlan | undefined {
  return plan.safeParse(value).data;
}
