import { Bad } from '../findings.ts';

/**
 * What an element holds when it holds no elements. Reading and writing are one rule: what `write` gives is checked by `read`, so
 * nothing is written that would not be read.
 */
export type Leaf<T> = {
  readonly form: 'leaf';
  /** The attribute the element must have, if any: `Ccy` of an amount. */
  readonly attribute: 'Ccy' | undefined;
  read(text: string, attribute: string | undefined): T | Bad;
  write(value: T): string;
  writeAttribute?(value: T): string;
};

/** What an element holds: text, elements in order, or one of several elements. */
export type Node<T> = Leaf<T> | Composite<T>;

/** An element that holds elements: all rows in order, or exactly one of them. */
export type Composite<T> = {
  readonly form: 'sequence' | 'choice';
  readonly rows: readonly Row[];
  readonly byTag: ReadonlyMap<string, number>;
  /** For each row, the first one from it on that must be there; the number of rows where none must. */
  readonly nextRequired: readonly number[];
  /** What is read into: every list of the type, empty. */
  blank(): Partial<T>;
};

/** One element of the schema, with the property that holds it. A row without a node belongs to the standard and is passed over. */
export type Row = {
  readonly tag: string;
  readonly key: string;
  readonly least: number;
  readonly most: number;
  readonly node: Node<never> | undefined;
  readonly isList: boolean;
};

type Spec<Kind, T> = {
  readonly kind: Kind;
  readonly tag: string;
  readonly least: number;
  readonly most: number;
  readonly node: Node<T>;
};
type Passed = { readonly kind: 'passed'; readonly tag: string; readonly most: number };
type Field<T, K extends keyof T> =
  Record<never, never> extends Pick<T, K>
    ? Spec<'optional', Exclude<T[K], undefined>>
    : T[K] extends readonly (infer Item)[]
      ? Spec<'list', Item>
      : Spec<'one', T[K]>;

/**
 * The elements of a type in the order of the schema, by the property that holds each; the compiler wants every property of the type.
 * A key that begins with `-` is an element of the standard that is passed over.
 */
export type Fields<T> = { readonly [K in keyof T]-?: Field<T, K> } & {
  readonly [passed: `-${string}`]: Passed;
};

type KeyOfUnion<T> = T extends unknown ? keyof T : never;
type ValueOfUnion<T, K extends PropertyKey> = T extends { readonly [P in K]: infer Value } ? Value : never;
type Alternatives<T> = {
  readonly [K in KeyOfUnion<T>]: Spec<'one', ValueOfUnion<T, K>>;
};

/** An element that must be there. */
export function one<T>(tag: string, node: Node<T>): Spec<'one', T> {
  return { kind: 'one', tag, least: 1, most: 1, node };
}

/** An element that may be there. */
export function optional<T>(tag: string, node: Node<T>): Spec<'optional', T> {
  return { kind: 'optional', tag, least: 0, most: 1, node };
}

/** An element that stands any number of times, up to `most`. */
export function list<T>(tag: string, node: Node<T>, most: number = Infinity): Spec<'list', T> {
  return { kind: 'list', tag, least: 0, most, node };
}

/** An element that stands at least once. */
export function atLeastOne<T>(tag: string, node: Node<T>): Spec<'list', T> {
  return { ...list(tag, node), least: 1 };
}

/** An element of the standard whose content is not kept. */
export function passed(tag: string, most = 1): Passed {
  return { kind: 'passed', tag, most };
}

/** Elements in an order. */
export function sequence<T>(fields: Fields<T>): Composite<T> {
  return composite('sequence', fields);
}

/** Exactly one of several elements. */
export function choice<T>(alternatives: Alternatives<T>): Composite<T> {
  return composite('choice', alternatives);
}

/** A value that one property of an object holds, where a version of the standard has the bare value. */
export function held<K extends string, T>(key: K, leaf: Leaf<T>): Leaf<{ readonly [P in K]: T }> {
  return {
    form: 'leaf',
    attribute: leaf.attribute,
    read: (text, attribute) => {
      const value = leaf.read(text, attribute);
      return value instanceof Bad ? value : ({ [key]: value } as { readonly [P in K]: T });
    },
    write: (value) => leaf.write(value[key]),
  };
}

const none: readonly never[] = Object.freeze([]);

function composite<T>(form: 'sequence' | 'choice', fields: object): Composite<T> {
  const rows = Object.entries(fields as Readonly<Record<string, Spec<string, never> | Passed>>).map(
    ([key, spec]): Row => ({
      key,
      tag: spec.tag,
      most: spec.most,
      least: 'least' in spec ? spec.least : 0,
      node: 'node' in spec ? spec.node : undefined,
      isList: spec.kind === 'list',
    }),
  );
  const nextRequired = new Array<number>(rows.length + 1).fill(rows.length);
  for (let at = rows.length - 1; at >= 0; at -= 1)
    nextRequired[at] = rows[at]!.least > 0 ? at : nextRequired[at + 1]!;
  const lists = rows.filter(({ isList }) => isList).map(({ key }) => key);
  return {
    form,
    rows,
    byTag: new Map(rows.map(({ tag }, at) => [tag, at])),
    nextRequired,
    blank: () => {
      const value: Record<string, unknown> = {};
      for (const key of lists) value[key] = none;
      return value as Partial<T>;
    },
  };
}
