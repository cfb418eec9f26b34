import assert from 'node:assert/strict';
import pg from 'pg';

/** A process as one side has it in its database, with every step it took. */
export type History = {
  readonly pid: string;
  readonly peerPid: string | null;
  readonly kind: 'negotiation' | 'transfer';
  readonly state: string;
  readonly about: string;
  readonly reason: unknown;
  readonly steps: readonly string[];
};

/** One side, read whole. */
export type Side = {
  readonly histories: readonly History[];
  readonly agreements: readonly string[];
  /** Messages that are still under way. */
  readonly underWay: number;
};

/** Reads a side from its database. */
export async function readSide(url: string): Promise<Side> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const histories = await client.query<History>(`
      select p.pid, p.peer_pid as "peerPid", p.kind, p.state, p.about, p.reason,
        (select coalesce(json_agg(s.by_role || ' ' || s.message || ' ' || s.state order by s.no), '[]')
          from dataspace_step s where s.pid = p.pid) as steps
      from dataspace_process p order by p.created_at, p.pid`);
    const agreements = await client.query<{ text: string }>(`
      select id || ' ' || dataset_id || ' ' || (body::text) as text from dataspace_agreement order by 1`);
    const outbox = await client.query<{ count: number }>(`
      select count(*)::integer as count from dataspace_outbox`);
    return {
      histories: histories.rows,
      agreements: agreements.rows.map(({ text }) => text),
      underWay: outbox.rows[0]!.count,
    };
  } finally {
    await client.end();
  }
}

const over: ReadonlySet<string> = new Set(['FINALIZED', 'COMPLETED', 'TERMINATED']);

/** How many of a kind have ended on a side. */
export function ended({ histories }: Side, kind: History['kind']): number {
  return histories.filter((one) => one.kind === kind && over.has(one.state)).length;
}

/** Throws where the two sides do not tell the same story of each process, or one of them is not over. */
export function assertSame(consumer: Side, provider: Side): void {
  const others = new Map(provider.histories.map((one) => [one.pid, one]));
  const known = new Set(consumer.histories.map(({ peerPid }) => peerPid));
  const alone = [
    ...consumer.histories.filter(({ peerPid }) => !others.has(peerPid ?? '')),
    ...provider.histories.filter(({ pid }) => !known.has(pid)),
  ];
  assert.deepEqual(alone, [], 'one side has processes that the other has not');
  for (const one of consumer.histories) {
    assert.ok(over.has(one.state), `${one.kind} ${one.pid} is still ${one.state}`);
    const other = others.get(one.peerPid!)!;
    assert.deepEqual(
      { ...other, pid: other.peerPid, peerPid: other.pid },
      one,
      `${one.kind} ${one.pid} is not the same on both sides`,
    );
  }
  assert.deepEqual(consumer.agreements, provider.agreements, 'the sides have different agreements');
  assert.deepEqual([consumer.underWay, provider.underWay], [0, 0], 'messages are still under way');
}
