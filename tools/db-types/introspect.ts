import type { Database } from '@finharbor/kernel/database';

/** One column as the database describes it. */
export type Column = {
  readonly table: string;
  readonly name: string;
  /** PostgreSQL's own name of the type: `int8`, `_text` for text[]. */
  readonly type: string;
  readonly nullable: boolean;
  /** The database can fill it: a default, or an identity that accepts a value. */
  readonly hasDefault: boolean;
  /** The database always fills it and takes no value. */
  readonly isGenerated: boolean;
};

/** What is read of PostgreSQL's catalogue, after the SQL standard's information schema. */
type Catalogue = {
  'information_schema.columns': {
    table_schema: string;
    table_name: string;
    column_name: string;
    ordinal_position: number;
    udt_name: string;
    is_nullable: 'YES' | 'NO';
    column_default: string | null;
    identity_generation: 'ALWAYS' | 'BY DEFAULT' | null;
    is_generated: 'ALWAYS' | 'NEVER';
  };
  pg_class: { relname: string; relispartition: boolean };
  pg_type: { oid: number; typname: string; typtype: string };
};

/** The columns of every table and view in the schema `public`, by table and position; a part of a table is none of its own. */
export async function readColumns(database: Database<unknown>): Promise<readonly Column[]> {
  const db = database.withTables<Catalogue>();
  const enums = await db.selectFrom('pg_type').select('typname').where('typtype', '=', 'e').execute();
  const isEnum = new Set(enums.map(({ typname }) => typname));
  // `schema_migration` is `migrate`'s own book-keeping.
  const rows = await db
    .selectFrom('information_schema.columns')
    .selectAll()
    .where('table_schema', '=', 'public')
    .where('table_name', '!=', 'schema_migration')
    .where('table_name', 'not in', (parts) =>
      parts.selectFrom('pg_class').select('relname').where('relispartition', '=', true),
    )
    .orderBy('table_name')
    .orderBy('ordinal_position')
    .execute();
  return rows.map((row) => ({
    table: row.table_name,
    name: row.column_name,
    type: isEnum.has(row.udt_name) ? 'text' : row.udt_name,
    nullable: row.is_nullable === 'YES',
    hasDefault: row.column_default !== null || row.identity_generation === 'BY DEFAULT',
    isGenerated: row.identity_generation === 'ALWAYS' || row.is_generated === 'ALWAYS',
  }));
}
