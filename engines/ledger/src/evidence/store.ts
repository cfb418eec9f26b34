import { fail, type Random } from '@finharbor/kernel';
import type { Client } from 'pg';
import type { Block } from './blocks.ts';
import { readStretch, type Stretch } from './stretch.ts';

/** A stretch as the database has it; `logIndex` is its place in the log, once it is known. */
export type KeptStretch = {
  readonly stretch: Stretch;
  readonly leaf: string;
  readonly logIndex: number | undefined;
};

/** The secret that salts are made of; it is drawn when evidence begins. Errors: `ledger.evidence_other_journal`. */
export async function begin(client: Client, journal: string, random: Random): Promise<Uint8Array> {
  await client.query('insert into ledger_evidence (journal, seed) values ($1, $2) on conflict do nothing', [
    journal,
    Buffer.from(random.bytes(32)),
  ]);
  const begun = await readBegun(client);
  if (begun?.journal !== journal)
    fail(
      'ledger.evidence_other_journal',
      `This journal is called ${begun?.journal} in the log, not ${journal}.`,
    );
  return begun.seed;
}

/** What the journal is called, and the secret; undefined where evidence has not begun. */
export async function readBegun(
  client: Client,
): Promise<{ readonly journal: string; readonly seed: Uint8Array } | undefined> {
  const { rows } = await client.query<{ journal: string; seed: Buffer }>(
    'select journal, seed from ledger_evidence',
  );
  return rows[0];
}

type StretchRow = { readonly leaf: string; readonly log_index: string | null };

const stretches =
  'select s.leaf, l.log_index::text from ledger_stretch s left join ledger_stretch_logged l using (no)';

function keptOf({ leaf, log_index }: StretchRow): KeptStretch {
  const stretch = readStretch(leaf) ?? fail('ledger.evidence_mismatch', 'A kept stretch cannot be read.');
  return { stretch, leaf, logIndex: log_index === null ? undefined : Number(log_index) };
}

/** The latest stretch; undefined where there is none. */
export async function latestStretch(client: Client): Promise<KeptStretch | undefined> {
  const { rows } = await client.query<StretchRow>(`${stretches} order by no desc limit 1`);
  return rows[0] && keptOf(rows[0]);
}

/** The latest stretch whose place in the log is known. */
export async function latestLogged(client: Client): Promise<KeptStretch | undefined> {
  const { rows } = await client.query<StretchRow>(
    `${stretches} where l.log_index is not null order by no desc limit 1`,
  );
  return rows[0] && keptOf(rows[0]);
}

/** The stretch that a moment falls in. */
export async function stretchAt(client: Client, timestamp: bigint): Promise<KeptStretch | undefined> {
  const { rows } = await client.query<StretchRow>(
    `${stretches} where s.after < $1 and s.until >= $1 order by s.after desc limit 1`,
    [timestamp],
  );
  return rows[0] && keptOf(rows[0]);
}

/** Stretches of which it is not known that they are in the log, the earliest first. */
export async function unloggedStretches(client: Client): Promise<readonly KeptStretch[]> {
  const { rows } = await client.query<StretchRow>(`${stretches} where l.log_index is null order by s.no`);
  return rows.map(keptOf);
}

/** Keeps a stretch, whose blocks are kept already. */
export async function keepStretch(client: Client, stretch: Stretch, leaf: string): Promise<void> {
  await client.query('insert into ledger_stretch (no, after, until, leaf) values ($1, $2, $3, $4)', [
    stretch.number,
    stretch.after,
    stretch.until,
    leaf,
  ]);
}

/** Keeps where in the log a stretch stands. */
export async function keepLogged(client: Client, number: number, index: number): Promise<void> {
  await client.query('insert into ledger_stretch_logged (no, log_index) values ($1, $2)', [number, index]);
}

/** Keeps blocks of a stretch's tree. */
export async function keepBlocks(client: Client, stretch: number, blocks: readonly Block[]): Promise<void> {
  if (blocks.length === 0) return;
  await client.query(
    `insert into ledger_stretch_block (stretch, no, since, root, leaves)
      select $1, * from unnest($2::int[], $3::bigint[], $4::bytea[], $5::bytea[])`,
    [
      stretch,
      blocks.map(({ no }) => no),
      blocks.map(({ since }) => since),
      blocks.map(({ root }) => Buffer.from(root)),
      blocks.map(({ leaves }) => Buffer.from(leaves)),
    ],
  );
}

/** One block of a stretch. */
export async function readBlock(client: Client, stretch: number, no: number): Promise<Block | undefined> {
  const { rows } = await client.query<{ since: string; root: Buffer; leaves: Buffer }>(
    'select since::text, root, leaves from ledger_stretch_block where stretch = $1 and no = $2',
    [stretch, no],
  );
  const [row] = rows;
  return row && { no, since: BigInt(row.since), root: row.root, leaves: row.leaves };
}

/** The number of the block that has the entry of a moment, among the first `blocks` of a stretch. */
export async function blockAt(
  client: Client,
  { stretch, timestamp, blocks }: { stretch: number; timestamp: bigint; blocks: number },
): Promise<number | undefined> {
  const { rows } = await client.query<{ no: number }>(
    `select no from ledger_stretch_block where stretch = $1 and no < $2 and since <= $3 order by no desc limit 1`,
    [stretch, blocks, timestamp],
  );
  return rows[0]?.no;
}

/** The roots of all blocks of a stretch, one after the other. */
export async function readBlockRoots(client: Client, stretch: number): Promise<Uint8Array> {
  const { rows } = await client.query<{ roots: Buffer }>(
    `select coalesce(string_agg(root, ''::bytea order by no), '') as roots from ledger_stretch_block where stretch = $1`,
    [stretch],
  );
  return rows[0]!.roots;
}

/** Every stretch that the database keeps, as the text it is; whether it is said to be in the log. */
export async function keptStretches(
  client: Client,
): Promise<readonly { readonly number: number; readonly leaf: string; readonly isLogged: boolean }[]> {
  const { rows } = await client.query<{ no: number; leaf: string; is_logged: boolean }>(
    'select s.no, s.leaf, l.no is not null as is_logged from ledger_stretch s left join ledger_stretch_logged l using (no) order by s.no',
  );
  return rows.map(({ no, leaf, is_logged }) => ({ number: no, leaf, isLogged: is_logged }));
}
