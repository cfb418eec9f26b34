import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, writeWhole } from '../durable.ts';

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

/** How far a preparation is, and the secrets it drew at its beginning: they are drawn once and kept until it is done. */
export type WorkState = {
  readonly version: number;
  /** The terms that rows are evaluated on; other terms begin anew. */
  readonly terms: string;
  readonly secret: string;
  readonly salt: string;
  readonly blocks: number;
  readonly rows: number;
  /** What stands for the blocks done. */
  readonly chain: string;
};

const stateSchema: z.ZodType<WorkState> = z.strictObject({
  version: z.int(),
  terms: z.string(),
  secret: hex32,
  salt: hex32,
  blocks: z.int(),
  rows: z.int(),
  chain: z.string(),
});

const file = 'state';

/** What was noted last; undefined where nothing was begun. A file that cannot be read was not written by us: it throws. */
export async function readState(folder: string): Promise<WorkState | undefined> {
  const bytes = await readIfThere(join(folder, file));
  return bytes && stateSchema.parse(JSON.parse(bytes.toString('utf8')));
}

/** Notes it durably. */
export async function writeState(folder: string, state: WorkState): Promise<void> {
  await writeWhole(folder, file, [JSON.stringify(state)]);
}
