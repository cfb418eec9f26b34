import { textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';

const line = (most: number): z.ZodType<string, string> => textSchema(most, 1);
const count = z.int().min(0).max(1_000_000_000_000);

/** What is kept of a project while it runs and afterwards. */
export type RecordBody =
  /** A report to the public. */
  | { readonly kind: 'disclosure'; readonly title: string; readonly text: string }
  /** Data that is used, and the contract of the harbor it is used under. */
  | { readonly kind: 'data'; readonly product: string; readonly contract: string; readonly purpose: string }
  /** A version of a model, with what JR/T 0221-2021 has recorded of it. */
  | ({ readonly kind: 'model' } & ModelRecord)
  /** Customers who are compensated, until all of them are; amounts in fen. */
  | {
      readonly kind: 'compensation';
      readonly cause: string;
      readonly customers: number;
      readonly dueFen: number;
      readonly paidCustomers: number;
      readonly paidFen: number;
    }
  /** After the exit: how far it is rolled out. */
  | {
      readonly kind: 'follow_up';
      readonly users: number;
      readonly yuan: number;
      readonly institutions: number;
      readonly text: string;
    };

type ModelRecord = {
  readonly name: string;
  readonly purpose: string;
  readonly algorithm: string;
  readonly trainedFrom: string;
  readonly trainedTo: string;
  readonly source: string;
  readonly volume: number;
  readonly checksum: string;
  readonly sampling: string;
  readonly script: string;
  readonly environment: string;
  readonly operator: string;
  readonly deployer: string;
  readonly explainability: string;
  readonly fairness: string;
  readonly change: string;
};

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256 in hex' });

/** A record on the wire and in the register. */
export const recordBody: z.ZodType<RecordBody, RecordBody> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('disclosure'), title: line(100), text: line(20_000) }),
    z.strictObject({
      ...{ kind: z.literal('data'), product: line(200), contract: line(100), purpose: line(2_000) },
    }),
    z.strictObject({
      ...{ kind: z.literal('model'), name: line(100), purpose: line(2_000), algorithm: line(500) },
      ...{ trainedFrom: z.iso.date(), trainedTo: z.iso.date(), source: line(1_000), volume: count },
      ...{ checksum: sha256, sampling: line(2_000), script: sha256, environment: line(1_000) },
      ...{ operator: line(100), deployer: line(100), explainability: line(5_000), fairness: line(5_000) },
      change: line(2_000).meta({ description: 'What is other than in the version before, and why' }),
    }),
    z.strictObject({
      ...{ kind: z.literal('compensation'), cause: line(2_000), customers: count, dueFen: count },
      ...{ paidCustomers: count, paidFen: count },
    }),
    z.strictObject({
      ...{ kind: z.literal('follow_up'), users: count, yuan: count, institutions: count, text: line(5_000) },
    }),
  ])
  .meta({ id: 'PilotRecord' }) as unknown as z.ZodType<RecordBody, RecordBody>;
