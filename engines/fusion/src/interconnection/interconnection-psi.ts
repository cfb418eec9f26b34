import type { KeyObject } from 'node:crypto';
import { FinharborError, fail, type Random } from '@finharbor/kernel';
import { randomPermutation } from '../psi/permutation.ts';
import { textOf } from '../psi/records.ts';
import { batchItems, receiveBatches, sendBatches } from './batches.ts';
import type { Interconnection } from './connection.ts';
import { isCanonical, pointBytes, pointOf, scalarOf, timesScalar } from './curve.ts';
import { type Agreement, answerHandshake, askHandshake, type Refusal } from './handshake.ts';

/** What a party brings. `resultTo` must be the same on both sides. */
export type InterconnectionInput = {
  /** One identifier a row, compared byte for byte as UTF-8: the specification knows no normal form. */
  readonly ids: readonly string[];
  /** The rank that learns the result, or both. */
  readonly resultTo: 0 | 1 | 'both';
  /** The system's randomness, except in tests. */
  readonly random: Random;
  /** Items allowed to either side; 2^20 unless told. */
  readonly maxItems?: number;
  /** For a peer that compares 96 bits whatever the handshake says, as the reference implementation does. */
  readonly comparesAlways96Bits?: boolean;
};

/** `rows` are this party's own that the other side has too, undefined where it learns nothing. */
export type InterconnectionOutcome =
  | {
      readonly kind: 'done';
      readonly rows: Uint32Array<ArrayBuffer> | undefined;
      /** How many items the other side brought, repeated ones counted. */
      readonly peerItems: number;
    }
  | Refusal;

const defaultMaxItems = 2 ** 20;
const keyBytes = 32;
const reference = { comparedBytes: 12 };

/**
 * Intersects two parties' identifiers as secretflow/interconnection's ECDH-PSI: Curve25519, SHA-256, the hash as x-coordinate.
 * Adversary: semi-honest, static. Leaks: both sizes with repetitions to both, the intersection to whoever gets the result.
 * Errors: `fusion.bad_id`, `fusion.too_many_ids`, `fusion.bad_point`, `fusion.bad_message`, `fusion.inconsistent`, `fusion.peer_silent`,
 * `fusion.peer_refused`, `fusion.peer_gone`. Source: docs/crypto.md; Huberman, Franklin, Hogg 1999.
 */
export async function interconnectionPsi(
  connection: Interconnection,
  input: InterconnectionInput,
): Promise<InterconnectionOutcome> {
  try {
    const rowsOf = rowsById(input.ids);
    const maxItems = input.maxItems ?? defaultMaxItems;
    if (rowsOf.size > maxItems)
      fail(
        'fusion.too_many_ids',
        `The list holds ${rowsOf.size} identifiers; at most ${maxItems} are allowed.`,
      );
    const resultToRank = input.resultTo === 'both' ? -1 : input.resultTo;
    const wish = { itemCount: rowsOf.size, resultToRank, maxItems };
    const shake = connection.rank === 0 ? answerHandshake : askHandshake;
    const agreed = await shake(connection.main, wish);
    if (agreed.kind === 'refused') return agreed;
    const terms = { ...agreed, ...(input.comparesAlways96Bits === true && reference) };
    return await intersect({ connection, input, terms, rowsOf, maxItems });
  } catch (error) {
    connection.abort(error);
    throw error;
  }
}

type Run = {
  readonly connection: Interconnection;
  readonly input: InterconnectionInput;
  readonly terms: Agreement;
  readonly rowsOf: ReadonlyMap<string, readonly number[]>;
  readonly maxItems: number;
};

async function intersect(run: Run): Promise<InterconnectionOutcome> {
  const { connection, input, rowsOf } = run;
  const { main, sub, rank } = connection;
  const learns = (who: number): boolean => input.resultTo === 'both' || input.resultTo === who;
  const ids = [...rowsOf.keys()];
  const scalar = scalarOf(new Uint8Array(input.random.bytes(keyBytes)));
  // Whoever learns the result learns at which places of this list it is: the order must not speak.
  const order = randomPermutation(ids.length, input.random);
  const theirs: string[] = [];
  const relay = async (): Promise<void> => {
    const lists = theirsTwice(run, scalar, theirs);
    if (learns(1 - rank)) await sendBatches(sub, 'dual.enc', lists);
    else for await (const _ of lists);
  };
  const [, , own] = await Promise.all([
    sendBatches(main, 'enc', ownOnce(ids, order, scalar)),
    relay(),
    learns(rank) ? ownTwice(run, ids.length) : undefined,
  ]);
  const rows = own && matchingRows(own, new Set(theirs), (place) => rowsOf.get(ids[order[place]!]!)!);
  return { kind: 'done', rows, peerItems: theirs.length };
}

async function* ownOnce(
  ids: readonly string[],
  order: Uint32Array,
  scalar: KeyObject,
): AsyncGenerator<readonly Uint8Array[]> {
  for (let from = 0; from < order.length; from += batchItems) {
    const points = Array.from(order.subarray(from, from + batchItems), (place) => pointOf(ids[place]!));
    yield (await timesScalar(scalar, points)) ??
      fail('fusion.bad_id', 'An identifier hashes to a point of low order.');
  }
}

async function* theirsTwice(
  { connection: { main, peer }, terms, maxItems }: Run,
  scalar: KeyObject,
  theirs: string[],
): AsyncGenerator<readonly Uint8Array[]> {
  const most = terms.peerItems ?? maxItems;
  const expected = { peer, type: 'enc', itemBytes: pointBytes, maxItems: most } as const;
  for await (const points of receiveBatches(main, expected)) {
    const products = points.every(isCanonical) ? await timesScalar(scalar, points) : undefined;
    if (products === undefined)
      return fail('fusion.bad_point', `${peer} sent a point that is not canonical, or of low order.`);
    const twice = products.map((point) => point.subarray(-terms.comparedBytes));
    for (const point of twice) theirs.push(textOf(point));
    yield twice;
  }
  if (theirs.length < most && terms.peerItems !== undefined)
    fail('fusion.inconsistent', `${peer} declared ${terms.peerItems} items and brought ${theirs.length}.`);
}

/** Own items under both keys, as texts, in the order in which they were sent. */
async function ownTwice(
  { connection: { sub, peer }, terms }: Run,
  count: number,
): Promise<readonly string[]> {
  const expected = { peer, type: 'dual.enc', itemBytes: terms.comparedBytes, maxItems: count } as const;
  const own: string[] = [];
  for await (const list of receiveBatches(sub, expected)) for (const point of list) own.push(textOf(point));
  if (own.length < count) fail('fusion.bad_message', `${peer} sent ${own.length} of ${count} items back.`);
  return own;
}

function matchingRows(
  own: readonly string[],
  theirs: ReadonlySet<string>,
  rowsAt: (place: number) => readonly number[],
): Uint32Array<ArrayBuffer> {
  const rows = own.flatMap((point, place) => (theirs.has(point) ? rowsAt(place) : []));
  return Uint32Array.from(rows).sort();
}

function rowsById(ids: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  for (const [row, id] of ids.entries()) {
    if (id === '' || !id.isWellFormed()) badId(row);
    const before = rows.get(id);
    if (before) before.push(row);
    else rows.set(id, [row]);
  }
  return rows;
}

function badId(row: number): never {
  throw new FinharborError({
    code: 'fusion.bad_id',
    publicMessage: `Row ${row} has an empty identifier or one that is not valid Unicode; leave the row out.`,
    fields: [{ pointer: `/ids/${row}`, detail: 'must be non-empty, well-formed Unicode text' }],
  });
}
