import type { Bilingual } from '@finharbor/kernel/contract';
import type { Operator } from './model.ts';
import { currencyOf } from './namespaces.ts';
import { events, type Operand } from './operands.ts';
import type { Atom, Condition, Owed } from './understood.ts';
import type { Value } from './values.ts';

const words = (
  list: Readonly<Partial<Record<Operator, readonly [en: string, zh: string]>>>,
): Readonly<Partial<Record<Operator, Bilingual>>> =>
  Object.fromEntries(Object.entries(list).map(([name, [en, zh]]) => [name, { en, zh }]));

const inTaxonomy = {
  eq: ['is', '为'],
  neq: ['is not', '不为'],
  isAnyOf: ['is one of', '属于下列之一：'],
  isNoneOf: ['is none of', '不属于下列任何一项：'],
} as const;
const byTime = words({
  ...inTaxonomy,
  lt: ['is before', '早于'],
  lteq: ['is no later than', '不晚于'],
  gt: ['is after', '晚于'],
  gteq: ['is no earlier than', '不早于'],
});
const bySize = words({
  ...inTaxonomy,
  lt: ['is below', '小于'],
  lteq: ['is at most', '不超过'],
  gt: ['is above', '大于'],
  gteq: ['is at least', '不少于'],
});

/** A condition as a clause. */
export function sayCondition(condition: Condition): Bilingual {
  return condition.kind === 'atom' ? sayAtom(condition) : sayGroup(condition.kind, condition.members);
}

/** A single condition as a clause: what, compared how, with what. */
export function sayAtom({ operand, operator, right, unit }: Atom): Bilingual {
  const { label, kind } = operand;
  const word = (kind.order === 'time' ? byTime : bySize)[operator] ?? kind.within;
  const value = sayValue(operand, right, unit);
  return { en: `${label.en} ${word.en} ${value.en}`, zh: `${label.zh}${word.zh}${spaced(value.zh)}` };
}

/** A value, or several, with what they count. */
export function sayValue({ kind, unit }: Operand, values: readonly Value[], currency?: string): Bilingual {
  const said = values.map(kind.say);
  const plain = { en: said.map(({ en }) => en).join(', '), zh: said.map(({ zh }) => zh).join('、') };
  if (unit === undefined) return plain;
  if (unit !== 'currency') return { en: `${plain.en} ${unit.en}`, zh: `${plain.zh} ${unit.zh}` };
  const code = currencyOf(currency) ?? '';
  return { en: `${code} ${plain.en}`, zh: `${code} ${plain.zh}` };
}

function sayGroup(kind: 'and' | 'or' | 'xone', members: readonly Condition[]): Bilingual {
  const said = members.map(sayCondition);
  const joined = (en: string, zh: string): Bilingual => ({
    en: said.map((one) => one.en).join(en),
    zh: said.map((one) => one.zh).join(zh),
  });
  if (kind === 'xone') {
    const list = joined('; ', '；');
    return { en: `exactly one of this holds: (${list.en})`, zh: `以下恰好一项成立：（${list.zh}）` };
  }
  const list = kind === 'and' ? joined(' and ', '，且') : joined(' or ', '，或');
  return { en: `(${list.en})`, zh: `（${list.zh}）` };
}

/** A duty as a clause: what is owed, how much of it, and when. */
export function sayDuty({ action, conditions, due }: Owed): Bilingual {
  const said = conditions.map(sayCondition);
  const event = events.get(due.event)!;
  const how =
    said.length === 0 ? { en: '', zh: '' } : { en: ` (${enList(said)})`, zh: `（${zhList(said)}）` };
  return {
    en: `${action.label.en}${how.en}, ${due.when} ${event.en}`,
    zh: `${event.zh}${due.when === 'before' ? '之前' : '之后'}${action.label.zh}${how.zh}`,
  };
}

/** A clause as a sentence of its own. */
export function sentence({ en, zh }: Bilingual): Bilingual {
  return { en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.`, zh: `${zh}。` };
}

/** Two texts one after the other. */
export function followed(first: Bilingual, second: Bilingual): Bilingual {
  return { en: `${first.en}${second.en}`, zh: `${first.zh}${second.zh}` };
}

function enList(list: readonly Bilingual[]): string {
  return list.map(({ en }) => en).join(', ');
}

function zhList(list: readonly Bilingual[]): string {
  return list.map(({ zh }) => zh).join('，');
}

/** Latin letters and digits stand off from Chinese characters. */
function spaced(text: string): string {
  return /^[\w(]/.test(text) ? ` ${text}` : text;
}
