import type { RecordBody } from '@finharbor/sandbox/contract';

/** What can be put on record. */
export type RecordKind = RecordBody['kind'];

/** A field of a record as a form shows it; `fen` is asked for in yuan. */
export type RecordField = {
  readonly name: string;
  readonly kind: 'line' | 'text' | 'date' | 'count' | 'fen' | 'sha256';
  readonly most: number;
};

const line = (name: string, most: number): RecordField => ({ name, kind: 'line', most });
const text = (name: string, most: number): RecordField => ({ name, kind: 'text', most });
const other = (name: string, kind: 'date' | 'count' | 'fen' | 'sha256'): RecordField => ({
  ...{ name, kind, most: 64 },
});

/** The fields of each kind, in the order in which they are asked for; of a model those of JR/T 0221-2021. */
export const recordFields: Readonly<Record<RecordKind, readonly RecordField[]>> = {
  disclosure: [line('title', 100), text('text', 20_000)],
  data: [line('product', 200), line('contract', 100), text('purpose', 2_000)],
  model: [
    ...[line('name', 100), text('purpose', 2_000), line('algorithm', 500)],
    ...[other('trainedFrom', 'date'), other('trainedTo', 'date'), text('source', 1_000)],
    ...[other('volume', 'count'), other('checksum', 'sha256'), text('sampling', 2_000)],
    ...[other('script', 'sha256'), text('environment', 1_000), line('operator', 100)],
    ...[line('deployer', 100), text('explainability', 5_000), text('fairness', 5_000), text('change', 2_000)],
  ],
  compensation: [
    ...[text('cause', 2_000), other('customers', 'count'), other('dueFen', 'fen')],
    ...[other('paidCustomers', 'count'), other('paidFen', 'fen')],
  ],
  follow_up: [
    ...[other('users', 'count'), other('yuan', 'count'), other('institutions', 'count')],
    text('text', 5_000),
  ],
};

/** The kinds, in the order of their sections. */
export const recordKinds = Object.keys(recordFields) as readonly RecordKind[];

/** What is filled in, as text. */
export type Filled = Readonly<Record<string, string>>;

/** A record as it is filled in again for its next version. */
export function filledFrom(body: RecordBody): Filled {
  return Object.fromEntries(
    recordFields[body.kind].map(({ name, kind }) => {
      const value = (body as unknown as Readonly<Record<string, string | number>>)[name] ?? '';
      return [name, kind === 'fen' ? yuanOf(Number(value)) : String(value)];
    }),
  );
}

/** Names of fields that cannot be sent as they are. */
export function wrongIn(kind: RecordKind, filled: Filled): readonly string[] {
  return recordFields[kind].filter((field) => !fits(field, filled[field.name] ?? '')).map(({ name }) => name);
}

function fits({ kind, most }: RecordField, value: string): boolean {
  const said = value.trim();
  if (kind === 'fen') return /^[0-9]{1,10}(\.[0-9]{1,2})?$/.test(said);
  if (kind === 'count') return /^[0-9]{1,12}$/.test(said);
  if (kind === 'sha256') return /^[0-9a-f]{64}$/.test(said);
  return said !== '' && said.length <= most;
}

/** What is filled in as it is sent; only what `wrongIn` finds nothing in. */
export function bodyOf(kind: RecordKind, filled: Filled): RecordBody {
  const values = recordFields[kind].map(({ name, kind: of }): readonly [string, string | number] => {
    const said = filled[name]!.trim();
    if (of === 'fen') return [name, fenOf(said)];
    return [name, of === 'count' ? Number(said) : said];
  });
  return { kind, ...Object.fromEntries(values) } as unknown as RecordBody;
}

/** By digits and not by multiplication: 0.29 yuan are 29 fen. */
function fenOf(yuan: string): number {
  const [whole = '0', part = ''] = yuan.split('.');
  return Number(`${whole}${part.padEnd(2, '0')}`);
}

/** Fen as a decimal text in yuan. */
export function yuanOf(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
