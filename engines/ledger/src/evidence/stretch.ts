import { z } from 'zod';

/** What the log says of a stretch of the journal: everything after one moment up to another, in nanoseconds since 1970. */
export type Stretch = {
  /** Which journal it is of. */
  readonly journal: string;
  /** Stretches are numbered from 0 on. */
  readonly number: number;
  readonly after: bigint;
  readonly until: bigint;
  /** Leaves of its tree: first so many entries, by their timestamps, then so many accounts that were opened. */
  readonly entries: number;
  readonly opened: number;
  /** Hashes are 64 hexadecimal digits. */
  readonly root: string;
  /** How many accounts there are at its end, and the root of the tree that says of each which its last entry is. */
  readonly accounts: number;
  readonly heads: string;
  /** What was posted in it, per ledger: the same sum of debits and of credits. */
  readonly posted: readonly { readonly ledger: number; readonly amount: string }[];
  /** SHA-256 of what the log says of the stretch before; null of the first. */
  readonly previous: string | null;
};

/** What stands in every entry of the log that is a stretch's. */
export const stretchType = 'finharbor/ledger-stretch/v1';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const moment = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,18})$/)
  .transform(BigInt);

const stretchSchema: z.ZodType<Stretch & { readonly type: typeof stretchType }> = z.strictObject({
  type: z.literal(stretchType),
  journal: z.string().min(1),
  number: count,
  after: moment,
  until: moment,
  entries: count,
  opened: count,
  root: hash,
  accounts: count,
  heads: hash,
  posted: z.array(z.strictObject({ ledger: z.int().min(1), amount: z.string().regex(/^[1-9][0-9]{0,59}$/) })),
  previous: hash.nullable(),
});

/** Reads what a log's entry says of a stretch; undefined where it says nothing of one. */
export function readStretch(leaf: string): Stretch | undefined {
  let json: unknown;
  try {
    json = JSON.parse(leaf);
  } catch {
    return undefined;
  }
  const parsed = stretchSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { type: _, ...stretch } = parsed.data;
  return stretch;
}
