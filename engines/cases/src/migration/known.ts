import { fail } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { CasesContext } from '../cases.ts';
import type { CasesTables } from '../database.gen.ts';

/**
 * Refuses to go on where cases, also ended ones, have versions of procedures that are not here: they could neither be shown nor worked on. Errors:
 * `case.version_unknown`, which names each.
 */
export async function demandKnownVersions(
  { procedures }: Pick<CasesContext, 'procedures'>,
  db: Kysely<CasesTables>,
): Promise<void> {
  const rows = await db
    .selectFrom('case_file')
    .select(['procedure', 'version', sql<number>`count(*)::int`.as('cases')])
    .groupBy(['procedure', 'version'])
    .orderBy('procedure')
    .orderBy('version')
    .execute();
  const unknown = rows.filter(
    ({ procedure, version }) => !procedures.some((one) => one.name === procedure && one.version === version),
  );
  if (unknown.length === 0) return;
  const named = unknown.map((one) => `${one.procedure}, version ${one.version}: ${one.cases}`).join('; ');
  fail(
    'case.version_unknown',
    `Cases have versions of procedures that are not here (${named}). Keep these versions, or write a migration for them.`,
  );
}
