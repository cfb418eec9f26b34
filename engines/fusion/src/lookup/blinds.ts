import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { fail, type Random } from '@finharbor/kernel';
import { readIfThere, writeWhole } from '../durable.ts';
import type { Scalar } from '../psi/group.ts';
import { reduced } from './scalars.ts';
import { layout } from './store.ts';

/** What a query is known by to the querier itself. */
export type NamedQuery = {
  readonly name: string;
  readonly key: string;
  readonly inputs: readonly Uint8Array[];
};

const secretBytes = 32;

/**
 * The blinds of a query, one an input: pseudo-random under a secret that is kept with the query's name, so that a query
 * asked again after an interruption is the same bytes and costs its budget once. Another key of the holder's gets another
 * secret. Errors: `fusion.query_changed` where the name stands for other identifiers.
 */
export async function blindsOf(
  folder: string,
  query: NamedQuery,
  random: Random,
): Promise<readonly Scalar[]> {
  const file = Buffer.from(digest('name', Buffer.from(query.key), Buffer.from(query.name))).toString('hex');
  const queries = join(folder, layout.queries);
  const kept = await readIfThere(join(queries, file));
  const secret = kept?.subarray(0, secretBytes) ?? Buffer.from(random.bytes(secretBytes));
  const pin = digest('inputs', secret, ...query.inputs.map((input) => digest('input', secret, input)));
  if (!kept) await writeWhole(queries, file, [secret, pin]);
  else if (!pin.equals(kept.subarray(secretBytes)))
    fail(
      'fusion.query_changed',
      `Query ${query.name} was asked about other identifiers before. Give it another name.`,
    );
  return query.inputs.map((input) => reduced(digest('blind', secret, input)));
}

/** HMAC-SHA-512 of what the rest is for, and of the rest. */
function digest(purpose: string, key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const mac = createHmac('sha512', key).update(`finharbor/lookup/1/${purpose}\0`);
  for (const part of parts) mac.update(part);
  return mac.digest();
}
