import pg from 'pg';

const tables = `
  create table plain_account (id bigint primary key, debits bigint not null default 0, credits bigint not null default 0) with (fillfactor = 60);
  create table plain_transfer (id uuid primary key, debit bigint not null, credit bigint not null, amount bigint not null, at timestamptz not null default now());
  create function plain_pay(transfer uuid, payer bigint, payee bigint, sum bigint) returns void language plpgsql as $$
  begin
    insert into plain_transfer (id, debit, credit, amount) values (transfer, payer, payee, sum);
    perform 1 from plain_account where id in (payer, payee) order by id for update;
    update plain_account set debits = debits + sum where id = payer;
    update plain_account set credits = credits + sum where id = payee;
  end $$;`;

/** Transfers a second where each is a transaction of plain SQL: a row, two balances. */
export async function plainSql(
  url: string,
  {
    accounts,
    seconds,
    connections,
  }: { readonly accounts: number; readonly seconds: number; readonly connections: number },
): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  try {
    await pool.query(tables);
    await pool.query('insert into plain_account (id) select generate_series(1, $1)', [accounts]);
    await pool.query('vacuum analyze plain_account');
    const before = performance.now();
    const end = before + seconds * 1000;
    let done = 0;
    const caller = async (): Promise<void> => {
      while (performance.now() < end) {
        const payer = 1 + ((done * 7_919) % accounts);
        const payee = 1 + ((payer + 4_211) % accounts);
        await pool.query({
          name: 'pay',
          text: 'select plain_pay(uuidv7(), $1, $2, 5)',
          values: [payer, payee],
        });
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: connections }, caller));
    return done / ((performance.now() - before) / 1000);
  } finally {
    await pool.end();
  }
}

/**
 * Rows a second of a bare COPY, in one piece and from a file of the server's own, of the journal's own rows into a table of the same shape
 * with the same indexes: nothing that writes these rows can be faster.
 */
export async function bareCopy(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ file: string }>(
      "select current_setting('data_directory') || '/bench-rows' as file",
    );
    const file = pg.escapeLiteral(rows[0]!.file);
    await client.query(`copy (select * from ledger_entry order by "timestamp") to ${file} (format binary)`);
    const { rows: months } = await client.query<{ partition: string }>(
      'select partition from ledger_month order by since desc',
    );
    await client.query(`create table bare_entry (like ${months[0]!.partition} including all)`);
    const before = performance.now();
    const { rowCount } = await client.query(`copy bare_entry from ${file} (format binary)`);
    return rowCount! / ((performance.now() - before) / 1000);
  } finally {
    await client.end();
  }
}
