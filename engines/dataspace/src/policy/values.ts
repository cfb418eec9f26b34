import { type Bilingual, instantText } from '@finharbor/kernel/contract';
import { purposes } from './purposes.ts';

/** A value as it is compared: numbers by size, texts by where they stand in their taxonomy. */
export type Value = number | string;
/** How one value of a taxonomy lies to another. */
export type Relation = 'same' | 'inside' | 'around' | 'apart';

/** A kind of value: how its text is read and written, and how two of them compare. */
export type Kind = {
  readonly name: Bilingual;
  /** What orders its values: instants by time, the rest by size; the others lie in a taxonomy. */
  readonly order: 'time' | 'size' | undefined;
  /** Undefined where the text is not of this kind. */
  readonly read: (text: string) => Value | undefined;
  /** The one text of a value. */
  readonly write: (value: Value) => string;
  readonly relation: (a: Value, b: Value) => Relation;
  readonly say: (value: Value) => Bilingual;
  /** How it is said that a value lies within another. */
  readonly within: Bilingual;
};

const both = (text: string): Bilingual => ({ en: text, zh: text });

type Reading = Pick<Kind, 'name' | 'read'> & Partial<Kind>;

const sized = (kind: Reading): Kind => ({
  order: 'size',
  write: String,
  relation: sameOrApart,
  say: (value) => both(String(value)),
  within: { en: 'is a kind of', zh: '属于' },
  ...kind,
});

const named = (kind: Reading): Kind => ({ ...sized(kind), order: undefined, ...kind });

/** An instant, RFC 3339 with its zone; a day alone would leave open whose day. */
export const instant: Kind = sized({
  name: { en: 'instant with its zone (RFC 3339)', zh: '带时区的时刻（RFC 3339）' },
  order: 'time',
  read: readInstant,
  write: (value) => instantText(Number(value)),
  say: (value) => both(instantText(Number(value)).replace('T', ' ').replace('Z', ' UTC')),
});

const dayMs = 86_400_000;

/** A length of time in days, hours, minutes and seconds (ISO 8601); months and years are of no fixed length. */
export const duration: Kind = sized({
  name: { en: 'length of time without months and years (ISO 8601)', zh: '不含年、月的时长（ISO 8601）' },
  read: readDuration,
  write: writeDuration,
  say: (value) =>
    Number(value) % dayMs === 0
      ? { en: `${Number(value) / dayMs} days`, zh: `${Number(value) / dayMs} 天` }
      : both(writeDuration(value)),
});

/** A whole number from 0. */
export const whole: Kind = sized({
  name: { en: 'whole number', zh: '整数' },
  read: (text) => (/^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : undefined),
});

/** A number from 0, as JSON writes it. */
export const decimal: Kind = sized({
  name: { en: 'number', zh: '数值' },
  read: (text) =>
    /^(0|[1-9]\d{0,14})(\.\d{1,30})?([eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : undefined,
});

/** An amount with at most two decimals; inside, in the smallest unit. */
export const amount: Kind = sized({
  name: { en: 'amount with at most two decimals', zh: '金额（至多两位小数）' },
  read: (text) => {
    const [, units, fraction = ''] = /^(0|[1-9]\d{0,12})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
    return units === undefined ? undefined : Number(units) * 100 + Number(fraction.padEnd(2, '0'));
  },
  write: writeAmount,
  say: (value) => both(writeAmount(value)),
});

/** A participant's id. */
export const party: Kind = named({
  name: { en: 'participant', zh: '参与方' },
  read: (text) => (/^[^\s\p{Cc}]{1,2000}$/u.test(text) ? text : undefined),
});

/** A country, and further divisions of it after hyphens: `CN`, `CN-GD`, `CN-GD-4403`. */
export const place: Kind = named({
  name: { en: 'place (ISO 3166, divisions after hyphens)', zh: '地点（ISO 3166，下级区划以连字符相接）' },
  read: (text) => (/^[A-Z]{2}(-[A-Z0-9]{1,6}){0,3}$/.test(text) ? text : undefined),
  relation: inTree((text) => (text.includes('-') ? text.slice(0, text.lastIndexOf('-')) : undefined)),
  within: { en: 'lies in', zh: '位于' },
});

const purposeByIri = new Map(purposes.map((purpose) => [purpose.iri, purpose]));

/** A purpose of the taxonomy. */
export const purpose: Kind = named({
  name: { en: 'purpose of the taxonomy', zh: '用途分类中的用途' },
  read: (text) => (purposeByIri.has(text) ? text : undefined),
  relation: inTree((text) => purposeByIri.get(text)?.within),
  say: (value) => purposeByIri.get(String(value))?.label ?? both(String(value)),
});

/** One of a few values. */
export function oneOf(values: Readonly<Record<string, Bilingual>>): Kind {
  return choice(values);
}

/** One of a few values, each of which includes all before it. */
export function upTo(values: Readonly<Record<string, Bilingual>>): Kind {
  const names = Object.keys(values);
  return {
    ...choice(values),
    relation: inTree((name) => names[names.indexOf(name) + 1]),
    within: { en: 'goes no further than', zh: '至多为' },
  };
}

function choice(values: Readonly<Record<string, Bilingual>>): Kind {
  const names = Object.keys(values).map((name) => `\`${name}\``);
  return named({
    name: { en: names.join(', '), zh: names.join('、') },
    read: (text) => (Object.hasOwn(values, text) ? text : undefined),
    say: (value) => values[value] ?? both(String(value)),
  });
}

function sameOrApart(a: Value, b: Value): Relation {
  return a === b ? 'same' : 'apart';
}

function inTree(parent: (value: string) => string | undefined): Kind['relation'] {
  const lies = (inner: string, outer: string): boolean => {
    for (let at = parent(inner); at !== undefined; at = parent(at)) if (at === outer) return true;
    return false;
  };
  return (a, b) => {
    if (a === b) return 'same';
    if (lies(String(a), String(b))) return 'inside';
    return lies(String(b), String(a)) ? 'around' : 'apart';
  };
}

function readInstant(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  // Date.parse takes 30 February for 2 March.
  const day = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  const ms = Date.parse(text);
  if (Number.isNaN(day) || Number.isNaN(ms) || instantText(day).slice(0, 10) !== text.slice(0, 10))
    return undefined;
  return ms;
}

function readDuration(text: string): number | undefined {
  const parts = /^P(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/.exec(text);
  if (!parts || /[PT]$/.test(text)) return undefined;
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return days! * dayMs + hours! * 3_600_000 + minutes! * 60_000 + seconds! * 1000;
}

function writeDuration(value: Value): string {
  const days = Math.floor(Number(value) / dayMs);
  const seconds = Math.floor((Number(value) % dayMs) / 1000);
  if (seconds === 0) return `P${days}D`;
  return days === 0 ? `PT${seconds}S` : `P${days}DT${seconds}S`;
}

function writeAmount(value: Value): string {
  const minor = Number(value);
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
}
