import { codeOf, FinharborError, fail, type Random, sha256 } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { poolFor } from '../ristretto/pool.ts';
import { blindAndCompare } from './forward.ts';
import { eraseScalar, groupReady, randomScalar } from './group.ts';
import { distinctIdentifiers } from './identifiers.ts';
import { chainOf, type Run, workOf } from './run.ts';
import { settle } from './settle.ts';

/** What a party brings to an alignment. */
export type AlignInput = {
  /** One identifier a row; compared after NFKC. */
  readonly ids: readonly string[];
  /** Keys, shuffles and handles come from here: the system's randomness, except in tests. */
  readonly random: Random;
  /** Distinct identifiers allowed to any party; 2^20 unless told. */
  readonly maxIds?: number;
};

/** What a party has after an alignment. */
export type Alignment = {
  /** `rows[h]` is the index in this party's `ids` of the row with handle h; all parties share the handles. */
  readonly rows: Uint32Array;
  /** Distinct identifiers each party declared, by party. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Own rows left out because an earlier row had the same identifier. */
  readonly duplicates: number;
};

const defaultMaxIds = 2 ** 20;

/**
 * Finds which own rows all parties of the mesh have in common, in a random order all parties share.
 * Adversary: semi-honest. Leaks: every party's number of distinct identifiers and the size of the intersection to all;
 * each party that stands neither first nor last in the chain (the roster's third of three) also learns how many
 * identifiers the parties up to it share. Guessing is not prevented: a party may bring identifiers it invented and
 * learns which of them everybody else has, so callers cap sizes and count uses. Any fault ends the mesh's channels.
 * Errors: `fusion.bad_id`, `fusion.too_many_ids`, `fusion.bad_mesh`, `fusion.bad_point`, `fusion.bad_message`,
 * `fusion.peer_gone`. Source: docs/crypto.md; the two-party step is Huberman, Franklin, Hogg 1999.
 */
export async function align(mesh: Mesh, input: AlignInput): Promise<Alignment> {
  const maxIds = input.maxIds ?? defaultMaxIds;
  const channels = channelsOf(mesh);
  try {
    const own = distinctIdentifiers(input.ids, maxIds);
    await groupReady();
    const sizes = await exchangeSizes(mesh, own.ids.length, maxIds);
    const places = await runChain(mesh, { ids: own.ids, sizes, random: input.random });
    return { rows: places.map((place) => own.rows[place]!), sizes, duplicates: own.duplicates };
  } catch (error) {
    const fault = codeOf(error) === 'link.peer_gone' ? peerGone(error) : error;
    for (const channel of channels) channel.abort(codeOf(fault));
    throw fault;
  }
}

type Prepared = {
  readonly ids: readonly string[];
  readonly sizes: ReadonlyMap<string, number>;
  readonly random: Random;
};

async function runChain(mesh: Mesh, { ids, sizes, random }: Prepared): Promise<Uint32Array> {
  const parties = chainOf(mesh.parties);
  const key = randomScalar(random);
  let done = 0;
  const shape = {
    place: parties.indexOf(mesh.self),
    sizes: parties.map((party) => sizes.get(party)!),
  };
  const total = workOf(shape);
  const run: Run = {
    ...shape,
    session: mesh.session,
    chain: parties.map((party) => mesh.channels.get(party)),
    last: parties.length - 1,
    ids,
    key,
    random,
    pool: await poolFor(total),
    worked: (count) => {
      done += count;
      mesh.progress('align', done, total);
    },
  };
  try {
    return await settle(run, await blindAndCompare(run));
  } finally {
    eraseScalar(key);
  }
}

/** Tells everybody how long the own list is and checks that they run the same session among the same parties. */
async function exchangeSizes(mesh: Mesh, size: number, maxIds: number): Promise<ReadonlyMap<string, number>> {
  const context = sha256(`finharbor/psi/1\0${JSON.stringify([mesh.session, mesh.parties])}`);
  const hello = new Uint8Array(context.length + 4);
  hello.set(context);
  new DataView(hello.buffer).setUint32(context.length, size, true);
  const exchange = async (party: string): Promise<[string, number]> => {
    const channel = mesh.channels.get(party);
    if (!channel) return [party, size];
    const [, answer] = await Promise.all([channel.send('psi/hello', hello), channel.receive('psi/hello')]);
    return [party, sizeFrom(channel, { answer, context, maxIds })];
  };
  return new Map(await Promise.all(mesh.parties.map(exchange)));
}

type Hello = { readonly answer: Uint8Array; readonly context: Uint8Array; readonly maxIds: number };

function sizeFrom(channel: Channel, { answer, context, maxIds }: Hello): number {
  const same = answer.length === context.length + 4 && context.every((byte, i) => byte === answer[i]);
  if (!same)
    fail('fusion.bad_message', `${channel.peer} does not run the same session among the same parties.`);
  const size = new DataView(answer.buffer, answer.byteOffset).getUint32(context.length, true);
  if (size > maxIds)
    fail(
      'fusion.too_many_ids',
      `${channel.peer} declares ${size} identifiers; at most ${maxIds} are allowed.`,
    );
  return size;
}

function channelsOf(mesh: Mesh): readonly Channel[] {
  const others = mesh.parties.filter((party) => party !== mesh.self);
  const channels = others.flatMap((party) => mesh.channels.get(party) ?? []);
  const complete = channels.length === others.length && others.length === mesh.parties.length - 1;
  if (!complete || others.length === 0 || new Set(mesh.parties).size !== mesh.parties.length)
    fail(
      'fusion.bad_mesh',
      'A mesh names each of two or more parties once, this one included, with a channel to each other.',
    );
  return channels;
}

/** What is thrown where a channel ended because the other side left. */
export function peerGone(error: unknown): FinharborError {
  const publicMessage =
    error instanceof FinharborError ? error.publicMessage : 'A party has left the session.';
  return new FinharborError({ code: 'fusion.peer_gone', publicMessage, cause: error });
}
