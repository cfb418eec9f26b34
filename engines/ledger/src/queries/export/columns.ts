import type { SchemaElement } from 'hyparquet-writer';

/** What a column of an export holds; as text it comes from the database as it is written there. */
export type Kind = 'moment' | 'uuid' | 'amount' | 'u64' | 'whole';

/** A column of an export. */
export type Column = { readonly name: string; readonly kind: Kind };

/** Columns in their order. */
export function columnsOf(kinds: Readonly<Record<string, Kind>>): readonly Column[] {
  return Object.entries(kinds).map(([name, kind]) => ({ name, kind }));
}

/** A column of a Parquet file, and what it holds of a value that is not null. */
export type ParquetColumn = {
  readonly element: SchemaElement;
  readonly value: (text: string) => bigint | string | null;
};

const longestDecimal = 38;

/**
 * The Parquet columns of a column. An amount of more than 38 digits, which no DECIMAL has room for, stands as text in a column beside it,
 * called `…_large`, and is null in its own.
 */
export function parquetColumns({ name, kind }: Column): readonly ParquetColumn[] {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  const decimal = (digits: number, bytes: number): SchemaElement => ({
    ...optional,
    ...{ type: 'FIXED_LEN_BYTE_ARRAY', type_length: bytes, converted_type: 'DECIMAL' },
    ...{ precision: digits, scale: 0, logical_type: { type: 'DECIMAL', precision: digits, scale: 0 } },
  });
  switch (kind) {
    case 'moment': {
      const logical_type = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' } as const;
      return [{ element: { ...optional, type: 'INT64', logical_type }, value: BigInt }];
    }
    case 'uuid': {
      const logical_type = { type: 'UUID' } as const;
      const element = { ...optional, type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, logical_type } as const;
      return [{ element, value: String }];
    }
    case 'amount':
      return [
        {
          element: decimal(longestDecimal, 16),
          value: (text) => (text.length > longestDecimal ? null : BigInt(text)),
        },
        {
          element: { ...optional, name: `${name}_large`, type: 'BYTE_ARRAY', converted_type: 'UTF8' },
          value: (text) => (text.length > longestDecimal ? text : null),
        },
      ];
    case 'u64':
      return [{ element: decimal(20, 9), value: BigInt }];
    case 'whole':
      return [{ element: { ...optional, type: 'INT64' }, value: BigInt }];
  }
}
