import { sql } from 'kysely';
import type { SandboxContext } from '../context.ts';

/**
 * A word that is another whenever what is kept of a project, or without a number of any project, has changed; undefined for a number of
 * which nothing is kept.
 */
export async function versionOf(
  { db }: Pick<SandboxContext, 'db'>,
  number: string | undefined,
): Promise<string | undefined> {
  const changes = db.selectFrom('pilot_change');
  if (number !== undefined) {
    const row = await changes.select('n').where('number', '=', number).executeTakeFirst();
    return row && String(row.n);
  }
  const { n } = await changes
    .select(sql<string>`count(*) || '.' || coalesce(sum(n), 0)`.as('n'))
    .executeTakeFirstOrThrow();
  return n;
}
