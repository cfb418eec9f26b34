import { enforcement, explain, type Policy } from '@finharbor/dataspace/policy';
import { placeName } from '../crossborder/place-name.ts';
import type { Bilingual, Body } from '../documents.ts';
import type { Charge } from '../pricing/plan.ts';
import { policyOf } from './policy-of.ts';
import { pricesOf, usageOf } from './usage.ts';

/** A term of a contract beside what another says instead; null where one says nothing. `product` is what a price is for. */
export type TermPair = {
  readonly product: string | null;
  readonly asked: Bilingual | null;
  readonly offered: Bilingual | null;
};

/** Two contracts term by term: what differs, and what both say. */
export type Comparison = { readonly changed: readonly TermPair[]; readonly kept: readonly Bilingual[] };

/** Compares a contract as it was asked for with one that is offered instead. */
export function compareContracts(asked: Body<'contract'>, offered: Body<'contract'>): Comparison {
  const [before, after] = [termsIn(asked), termsIn(offered)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const pairs = names.map((name) => ({
    product: before.get(name)?.product ?? after.get(name)?.product ?? null,
    asked: before.get(name)?.text ?? null,
    offered: after.get(name)?.text ?? null,
  }));
  const isKept = (pair: TermPair): boolean => pair.asked?.en === pair.offered?.en;
  return {
    changed: pairs.filter((pair) => !isKept(pair)),
    kept: pairs.filter(isKept).flatMap((pair) => pair.asked ?? []),
  };
}

type Term = { readonly product: string | null; readonly text: Bilingual };

function termsIn(body: Body<'contract'>): ReadonlyMap<string, Term> {
  const policy = policyOf({ ...usageOf(body, body.consumer), prices: [] });
  const held = enforcement(policy).map(({ pointer, text }): [string, Term] => [
    nameAt(policy, pointer),
    { product: null, text },
  ]);
  const charges = (body.charges ?? []).map((charge): [string, Term] => [
    `charge ${charge.product}`,
    { product: charge.product, text: sayCharge(charge) },
  ]);
  return new Map([...held, ['place', { product: null, text: sayPlace(body.place) }], ...charges]);
}

/** By what it constrains, wherever it stands. */
function nameAt({ permission = [] }: Policy, pointer: string): string {
  const [, at] = /^\/permission\/0\/constraint\/(\d+)$/.exec(pointer) ?? [];
  const constraint = at === undefined ? undefined : permission[0]?.constraint?.[Number(at)];
  return constraint && 'leftOperand' in constraint
    ? `${constraint.leftOperand} ${constraint.operator}`
    : pointer;
}

function sayCharge({ plan }: Charge): Bilingual {
  const [duty] = explain({ permission: [{ action: 'use', ...duties(plan) }] }).slice(1);
  const said = duty?.text ?? { en: 'free of charge', zh: '免费' };
  return { en: `${plan.plan}: ${said.en}`, zh: `${plan.plan}：${said.zh}` };
}

function duties(plan: Charge['plan']) {
  const usage = { constraints: [], purposes: [], validFrom: instant, validUntil: instant };
  const { permission = [] } = policyOf({ ...usage, prices: pricesOf(plan) });
  const { duty } = permission[0]!;
  return duty ? { duty } : {};
}

const instant = '2026-01-01T00:00:00Z';

function sayPlace(place: string | undefined): Bilingual {
  if (place === undefined) return { en: 'The data are had on the mainland.', zh: '数据在境内使用。' };
  const { en, zh } = placeName(place);
  return { en: `The data are had in: ${en}.`, zh: `数据使用地：${zh}。` };
}
