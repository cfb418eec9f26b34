import { fail } from '@finharbor/kernel';

/** How a message is written and read. Unknown fields are passed over. Errors of `decode`: `fusion.bad_message`. */
export type Codec<T> = {
  readonly encode: (message: T) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => T;
};

/** One field's part in that. `read` gets what was read of the field before, `empty` at first. */
type Field<V> = {
  readonly empty: V;
  readonly write: (number: number, value: V) => readonly Uint8Array[];
  readonly read: (raw: bigint | Uint8Array, before: V) => V;
};

const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;
const maxVarintBytes = 10;

/** A message by its fields' numbers, as proto3 writes it: in the table's order, absent where empty. */
export function message<T extends object>(
  fields: {
    readonly [K in keyof T]: readonly [number: number, field: Field<T[K]>];
  },
): Codec<T> {
  const table = Object.entries(fields) as [keyof T, readonly [number, Field<unknown>]][];
  const byNumber = new Map(table.map(([name, [number, field]]) => [number, { name, field }]));
  return {
    encode: (value) =>
      Buffer.concat(table.flatMap(([name, [number, field]]) => field.write(number, value[name]))),
    decode(bytes) {
      const read = Object.fromEntries(table.map(([name, [, field]]) => [name, field.empty])) as T;
      for (const [number, raw] of rawFields(bytes)) {
        const known = byNumber.get(number);
        if (known && raw !== undefined)
          read[known.name] = known.field.read(raw, read[known.name]) as T[keyof T];
      }
      return read;
    },
  };
}

/** A whole number of up to 32 bits with its sign; also an enumeration. */
export const int32: Field<number> = scalar<number>(0, {
  write: (value) => varint(BigInt(value)),
  read: (raw) => Number(BigInt.asIntN(32, varintOf(raw))),
});

/** A whole number that a double holds exactly. */
export const int64: Field<number> = scalar<number>(0, {
  write: (value) => varint(BigInt(value)),
  read(raw) {
    const value = Number(BigInt.asIntN(64, varintOf(raw)));
    return Number.isSafeInteger(value) ? value : malformed();
  },
});

export const bool: Field<boolean> = scalar<boolean>(false, {
  write: (value) => varint(value ? 1n : 0n),
  read: (raw) => varintOf(raw) !== 0n,
});

export const text: Field<string> = scalar<string>('', {
  write: (value) => Buffer.from(value, 'utf8'),
  read(raw) {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(raw));
    } catch {
      return malformed();
    }
  },
});

export const octets: Field<Uint8Array> = {
  empty: new Uint8Array(0),
  write: (number, value) => (value.length === 0 ? [] : delimited(number, value)),
  read: bytesOf,
};

/** A message within; absent where undefined. */
export function nested<T>(codec: Codec<T>): Field<T | undefined> {
  return {
    empty: undefined,
    write: (number, value) => (value === undefined ? [] : delimited(number, codec.encode(value))),
    read: (raw) => codec.decode(bytesOf(raw)),
  };
}

export function repeated<T>(codec: Codec<T>): Field<readonly T[]> {
  return {
    empty: [],
    write: (number, values) => values.flatMap((value) => delimited(number, codec.encode(value))),
    read: (raw, before) => [...before, codec.decode(bytesOf(raw))],
  };
}

/** Written packed, as proto3 does; read packed or one by one, as its readers must. */
export const int32s: Field<readonly number[]> = {
  empty: [],
  write(number, values) {
    return values.length === 0
      ? []
      : delimited(number, Buffer.concat(values.map((value) => varint(BigInt(value)))));
  },
  read: (raw, before) => [
    ...before,
    ...(typeof raw === 'bigint' ? [raw] : packed(raw)).map((value) => Number(BigInt.asIntN(32, value))),
  ],
};

type Scalar<V> = {
  readonly write: (value: V) => Uint8Array;
  readonly read: (raw: bigint | Uint8Array) => V;
};

function scalar<V extends number | boolean | string>(empty: V, { write, read }: Scalar<V>): Field<V> {
  return {
    empty,
    read,
    write(number, value) {
      if (value === empty) return [];
      return typeof value === 'string'
        ? delimited(number, write(value))
        : [tag(number, wire.varint), write(value)];
    },
  };
}

function* rawFields(bytes: Uint8Array): Generator<readonly [number, bigint | Uint8Array | undefined]> {
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) malformed();
    at += length;
    return bytes.subarray(at - length, at);
  };
  const next = (): bigint => {
    const [value, end] = varintAt(bytes, at);
    at = end;
    return value;
  };
  while (at < bytes.length) {
    const head = Number(next());
    const number = Math.floor(head / 8);
    if (number === 0) malformed();
    switch (head % 8) {
      case wire.varint:
        yield [number, next()];
        break;
      case wire.bytes:
        yield [number, take(Number(next()))];
        break;
      case wire.fixed64:
        yield [number, void take(8)];
        break;
      case wire.fixed32:
        yield [number, void take(4)];
        break;
      default:
        malformed();
    }
  }
}

function varintAt(bytes: Uint8Array, from: number): readonly [value: bigint, end: number] {
  let value = 0n;
  for (let at = from; at < from + maxVarintBytes; at++) {
    const byte = bytes[at] ?? malformed();
    value |= BigInt(byte & 0x7f) << BigInt(7 * (at - from));
    if (byte < 0x80) return [BigInt.asUintN(64, value), at + 1];
  }
  return malformed();
}

function packed(bytes: Uint8Array): readonly bigint[] {
  const values: bigint[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [value, end] = varintAt(bytes, at);
    values.push(value);
    at = end;
  }
  return values;
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.of(...bytes, Number(rest));
}

function tag(number: number, type: number): Uint8Array {
  return varint(BigInt(number * 8 + type));
}

function delimited(number: number, bytes: Uint8Array): readonly Uint8Array[] {
  return [tag(number, wire.bytes), varint(BigInt(bytes.length)), bytes];
}

function varintOf(raw: bigint | Uint8Array): bigint {
  return typeof raw === 'bigint' ? raw : malformed();
}

function bytesOf(raw: bigint | Uint8Array): Uint8Array {
  return typeof raw === 'bigint' ? malformed() : raw;
}

function malformed(): never {
  return fail('fusion.bad_message', 'A message is not protobuf of the kind that is due here.');
}
