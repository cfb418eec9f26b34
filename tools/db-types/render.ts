import type { Column } from './introspect.ts';

/** What a generated file is called after: `HarborTables` of `@finharbor/harbor`. */
export type Owner = { readonly name: string; readonly isKernel: boolean };

/** How the kernel's `openDatabase` reads a type, and what it takes for one. */
const scalars: Readonly<Record<string, string>> = {
  bool: 'boolean',
  bytea: 'Uint8Array',
  date: 'string',
  float4: 'number',
  float8: 'number',
  int2: 'number',
  int4: 'number',
  int8: 'bigint',
  int8multirange: 'string',
  numeric: 'string',
  text: 'string',
  timestamptz: 'string',
  uuid: 'string',
  varchar: 'string',
};

/** The text of a package's `database.gen.ts`. Throws on a column of a type that no table of ours has had yet. */
export function renderTables(owner: Owner, columns: readonly Column[]): string {
  const byTable = Map.groupBy(columns, ({ table }) => table);
  const tables = [...byTable].map(
    ([table, own]) =>
      `  ${table}: {\n${own.map((column) => `    ${column.name}: ${typeOf(column)};\n`).join('')}  };\n`,
  );
  const body = tables.join('');
  const helpers = ['ColumnType', 'Generated'].filter((helper) => body.includes(`${helper}<`));
  const jsonFrom = owner.isKernel ? './canonical.ts' : '@finharbor/kernel';
  const imports = [
    body.includes('Json') ? `import type { Json } from '${jsonFrom}';\n` : '',
    helpers.length > 0 ? `import type { ${helpers.join(', ')} } from 'kysely';\n` : '',
  ].join('');
  const typeName = owner.name.replace(/^./, (letter) => letter.toUpperCase());
  return `// Written by tools/db-types.ts from the migrations; npm test compares.
${imports}
/** The tables that this package's migrations make, as Kysely reads and writes them. */
export type ${typeName}Tables = {
${body}};
`;
}

function typeOf(column: Column): string {
  const orNull = (type: string): string => (column.nullable ? `${type} | null` : type);
  // Kysely hands JSON to the driver as text: an array would otherwise arrive as an array of PostgreSQL's.
  if (column.type === 'jsonb' || column.type === 'json') {
    const written = orNull('string');
    const inserted = column.hasDefault ? `${written} | undefined` : written;
    return `ColumnType<${orNull('Json')}, ${inserted}, ${written}>`;
  }
  const isArray = column.type.startsWith('_');
  const scalar = scalars[isArray ? column.type.slice(1) : column.type];
  if (!scalar)
    throw new Error(`${column.table}.${column.name}: tools/db-types/render.ts knows no type ${column.type}`);
  const type = orNull(isArray ? `${scalar}[]` : scalar);
  if (column.isGenerated) return `ColumnType<${type}, never, never>`;
  return column.hasDefault ? `Generated<${type}>` : type;
}
