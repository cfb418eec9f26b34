import { type Currency, currencies, currencyDigits } from '@finharbor/kernel';
import fc from 'fast-check';
import { Bad } from './findings.ts';
import type { Message } from './schema/message.ts';
import type { Composite, Leaf, Node, Row } from './schema/node.ts';
import type { Part } from './write/write.ts';
import { forbiddenAt } from './xml/characters.ts';

type Text = fc.Arbitrary<string>;
export type AnyMessage = Message<object, object, object>;
export type AnyPart = Part<object, object, object>;

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const of = (alphabet: string, minLength: number, maxLength = minLength): Text =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
const digits = (minLength: number, maxLength = minLength): Text => of('0123456789', minLength, maxLength);
const joined = (...parts: readonly Text[]): Text => fc.tuple(...parts).map((texts) => texts.join(''));

/** What people write, and what breaks programs: markup, Chinese, pairs of surrogates, spaces at the ends. */
const characters = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abcXYZ019 /-?:().,') },
  { weight: 3, arbitrary: fc.constantFrom(...'深圳市演示有限公司工资税费一二三') },
  { weight: 2, arbitrary: fc.constantFrom(...'<>&"\'', ']]>', '&amp;', '<!--', '\r', '\n', '\t') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);

const someText = (most: number): Text =>
  fc
    .string({ unit: characters, minLength: 1, maxLength: Math.min(most, 40) })
    .map((text) => [...text].slice(0, most).join(''))
    .filter((text) => text.isWellFormed() && forbiddenAt(text) < 0 && text.length > 0);

const checkDigits = (rest: string): string => {
  const number = [...`${rest}00`].map((character) => Number.parseInt(character, 36)).join('');
  return String(98n - (BigInt(number) % 97n)).padStart(2, '0');
};

const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const offset = fc.constantFrom('', 'Z', '+08:00', '-14:00', '+00:30');

const forms: Readonly<Record<string, Text>> = {
  BIC: joined(
    of(upper, 6),
    of('ABCDEFGH23456789', 1),
    of('ABCDEFGHIJKLMN123456789', 1),
    fc.constantFrom('', 'XXX', 'A1B'),
  ),
  'ISO 3166 alpha-2': of(upper, 2),
  'ISO 4217': of(upper, 3),
  'UUID v4': fc.uuid({ version: 4 }),
  IBAN: joined(of(upper, 2), of(`${upper}0123456789`, 1, 30)).map(
    (text) => `${text.slice(0, 2)}${checkDigits(text.slice(2) + text.slice(0, 2))}${text.slice(2)}`,
  ),
  LEI: of(`${upper}0123456789`, 18).map((text) => text + checkDigits(text)),
  '1–99999': digits(1, 5),
};

const positive = (currency: Currency): Text =>
  joined(fc.constantFrom('1', '23', '987654321'), digits(0, 5)).map((whole) => {
    const most = currencyDigits(currency);
    return most === 0 ? whole : `${whole}.${'57913'.slice(0, most)}`;
  });

function decimalText(most: number, fraction: number): Text {
  const whole = digits(1, most - fraction < 1 ? 1 : Math.min(most - fraction, 8));
  return fraction === 0 ? whole : joined(whole, fc.constant('.'), digits(1, Math.min(fraction, most - 8)));
}

/** A leaf says in its findings what it wants. */
function leafValue(leaf: Leaf<never>): fc.Arbitrary<unknown> {
  if (leaf.attribute === 'Ccy') {
    const written = fc
      .constantFrom(...currencies)
      .chain((currency) => fc.tuple(positive(currency), fc.constant(currency)));
    return written.map(([text, currency]) => leaf.read(text, currency));
  }
  const bad = leaf.read('\u0001'.repeat(5000), undefined) as unknown as Bad;
  const [first, second] = bad.parts;
  const texts = ((): Text => {
    if (bad.code === 'iso20022.too_long') return someText(Number(first));
    if (bad.code === 'iso20022.not_a_code') return fc.constantFrom(...String(first).split(', '));
    if (bad.code === 'iso20022.not_a_number') return decimalText(Number(first), Number(second));
    if (bad.code === 'iso20022.not_a_date')
      return String(first).includes('T')
        ? joined(
            day.map((text) => text.slice(0, 19)),
            fc.constantFrom('', '.5', '.123456789'),
            offset,
          )
        : joined(
            day.map((text) => text.slice(0, 10)),
            offset,
          );
    return forms[String(first)]!;
  })();
  return texts.map((text) => {
    const value = leaf.read(text, undefined) as unknown;
    if (value instanceof Bad) throw new Error(`The test made ${text}, which is ${value.code}`);
    return value;
  });
}

function rowValue(row: Row): fc.Arbitrary<unknown> {
  const value = nodeValue(row.node as Node<never>);
  if (row.isList)
    return fc.array(value, { minLength: row.least, maxLength: Math.min(row.most, row.least + 2) });
  return row.least > 0 ? value : fc.option(value, { nil: undefined, freq: 2 });
}

/** Any value that the schema allows. */
function nodeValue(node: Node<never>): fc.Arbitrary<unknown> {
  if (node.form === 'leaf') return leafValue(node);
  const rows = node.rows.filter((row) => row.node !== undefined);
  if (node.form === 'choice')
    return fc.oneof(
      ...rows.map((row) => nodeValue(row.node as Node<never>).map((value) => ({ [row.key]: value }))),
    );
  return fc
    .tuple(...rows.map(rowValue))
    .map((values) =>
      Object.fromEntries(
        rows.map(({ key }, at) => [key, values[at]] as const).filter(([, value]) => value !== undefined),
      ),
    );
}

/** Parts of a message with any values; its numbers and sums are left out or right. */
export function messageParts(message: AnyMessage): fc.Arbitrary<readonly AnyPart[]> {
  const entries = fc.array(nodeValue(message.entry.node as Composite<never>), {
    minLength: 1,
    maxLength: 4,
  });
  const group = message.group;
  const body: fc.Arbitrary<readonly AnyPart[]> =
    group === undefined
      ? entries.map((values) => values.map(entryPart))
      : fc
          .array(fc.tuple(nodeValue(group.node as Composite<never>), entries), { minLength: 1, maxLength: 3 })
          .map((groups) => groups.flatMap(([value, values]) => [groupPart(value), ...values.map(entryPart)]));
  return fc
    .tuple(nodeValue(message.header as Composite<never>), body)
    .map(([header, parts]) => numbered([{ kind: 'header', header: header as object }, ...parts]));
}

const entryPart = (entry: unknown): AnyPart => ({ kind: 'entry', entry: entry as object });
const groupPart = (group: unknown): AnyPart => ({ kind: 'group', group: group as object });

type Loose = Record<string, unknown> & {
  groupHeader?: Loose;
  paymentId?: Loose;
  numberOfTransactions?: number;
};

/** Makes the numbers and identifiers of a message agree, and leaves its sums out. */
function numbered(parts: readonly AnyPart[]): readonly AnyPart[] {
  let [groups, inGroup, total] = [0, 0, 0];
  const all = structuredClone(parts) as AnyPart[];
  for (const part of all.toReversed()) {
    inGroup = part.kind === 'entry' ? inGroup + 1 : inGroup;
    total += part.kind === 'entry' ? 1 : 0;
    if (part.kind === 'entry' && (part.entry as Loose).paymentId !== undefined)
      (part.entry as Loose).paymentId!.endToEndId = `E${total}`;
    if (part.kind === 'group') {
      const group = part.group as Loose;
      groups += 1;
      if ('paymentInformationId' in group) group.paymentInformationId = `G${groups}`;
      if ('requestedExecutionDate' in group) agree(group, inGroup);
      delete group.summary;
      inGroup = 0;
    }
    if (part.kind === 'header') {
      const header = (part.header as Loose).groupHeader!;
      if (header.numberOfTransactions !== undefined) agree(header, total);
    }
  }
  return all;
}

function agree(of: Loose, count: number): void {
  of.numberOfTransactions = count;
  delete of.controlSum;
}

const samples: Readonly<Record<string, string>> = {
  BIC: 'ICBKCNBJSZN',
  'ISO 3166 alpha-2': 'CN',
  'ISO 4217': 'CNY',
  'UUID v4': '0b1c2d3e-4f50-4a6b-8c7d-0123456789ab',
  IBAN: 'DE89370400440532013000',
  LEI: '5493001KJTIIGC8Y1R12',
  '1–99999': '1',
};

function sampleText({ code, parts: [first] }: Bad): string {
  if (code === 'iso20022.not_a_code') return String(first).split(', ')[0]!;
  if (code === 'iso20022.not_a_number') return '1';
  if (code === 'iso20022.too_long') return Number(first) < 5 ? 'ABCD'.slice(0, Number(first)) : '甲 & B';
  return code === 'iso20022.not_a_date' ? String(first) : samples[String(first)]!;
}

/** A value with every element of a table. `turn` counts choices, which take their ways in turn. */
function fullValue(node: Node<never>, turn: { at: number }): unknown {
  if (node.form === 'leaf') {
    if (node.attribute === 'Ccy') return { minor: 123_450n, currency: 'CNY' };
    return node.read(sampleText(node.read('\u0001'.repeat(5000), undefined) as unknown as Bad), undefined);
  }
  const known = node.rows.filter((row) => row.node !== undefined);
  const rows = node.form === 'choice' ? [known[turn.at++ % known.length]!] : known;
  const values = rows.map((row) => {
    const value = (): unknown => fullValue(row.node as Node<never>, turn);
    return [row.key, row.isList ? Array.from({ length: Math.min(row.most, 2) }, value) : value()] as const;
  });
  return Object.fromEntries(values);
}

/** Parts of a message, always the same, with every element that the tables have, twice. */
export function fullParts(message: AnyMessage): readonly AnyPart[] {
  const turn = { at: 0 };
  const full = (node: Composite<object>): object => fullValue(node as Composite<never>, turn) as object;
  const parts: AnyPart[] = [{ kind: 'header', header: full(message.header) }];
  for (let times = 0; times < 2; times += 1) {
    if (message.group !== undefined) parts.push({ kind: 'group', group: full(message.group.node) });
    parts.push({ kind: 'entry', entry: full(message.entry.node) });
  }
  return numbered(parts);
}
