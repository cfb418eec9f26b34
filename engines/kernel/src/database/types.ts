import pg from 'pg';

/** How values of a PostgreSQL type come in: text in, JavaScript value out. */
type Parser = (text: string) => unknown;

const own: Readonly<Record<number, Parser>> = {
  [pg.types.builtins.INT8]: BigInt,
  [pg.types.builtins.DATE]: String,
  [pg.types.builtins.TIMESTAMP]: String,
  [pg.types.builtins.TIMESTAMPTZ]: instant,
};

const arrayOf: Readonly<Record<number, number>> = { 1016: 20, 1182: 1082, 1115: 1114, 1185: 1184 };

// The declarations of pg-types name no array types; 1009 is text[].
const textArray: Parser = pg.types.getTypeParser(1009 as never, 'text');

/** The type parsers of every connection; what is not named here is parsed as `pg` does. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format === 'binary') return pg.types.getTypeParser(oid, format);
    const element = arrayOf[oid];
    if (element !== undefined) return (text: string) => arrayValues(text, own[element]!);
    return own[oid] ?? pg.types.getTypeParser(oid, 'text');
  },
};

/** `2026-11-21 08:00:00.12+00` as `2026-11-21T08:00:00.12Z`, the form of `instantText`. */
function instant(text: string): string {
  return text.replace(' ', 'T').replace(/\+00$/, 'Z');
}

function arrayValues(text: string, parse: Parser): unknown[] {
  const raw = textArray(text) as (string | null)[];
  return raw.map((item) => (item === null ? null : parse(item)));
}
