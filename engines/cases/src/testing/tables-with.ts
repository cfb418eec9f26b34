import { type Kysely, sql } from 'kysely';

/** The tables, of all schemas, in a row of which a text stands: as text, or in bytes. An honest look for what should be gone. */
// biome-ignore lint/suspicious/noExplicitAny: it looks at whatever is there
export async function tablesWith(db: Kysely<any>, text: string): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ readonly name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`.execute(
    db,
  );
  if (tables.length === 0) throw new Error('No table was looked at.');
  const said = [text, Buffer.from(text).toString('hex'), JSON.stringify(text).slice(1, -1)];
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ readonly count: number }>`
      select count(*)::integer as count from ${sql.raw(name)} as r
      where exists (select from unnest(${said}::text[]) as s where strpos(r::text, s) > 0)`.execute(db);
    if (rows[0]!.count > 0) found.push(name);
  }
  return found;
}
