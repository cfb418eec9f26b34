import { enforcement } from '@finharbor/dataspace/policy';
import type { Bilingual, Body } from '../documents.ts';
import { policyOf } from './policy-of.ts';
import { pricesOf, type Usage, usageOf } from './usage.ts';

/** A term in words, and how it is held. */
export type HeldTerm = Bilingual & { readonly held: 'enforced' | 'promised' };

/** All terms by which a party's node judges uses under a contract. */
export function heldTerms(contract: Body<'contract'>, party: string): readonly HeldTerm[] {
  return termsIn(usageOf(contract, party));
}

/** What holds under a contract beside the constraints that it lists: its time, its purposes, what is paid. Each sentence once. */
export function termsBeside(contract: Body<'contract'>): readonly HeldTerm[] {
  const prices = (contract.charges ?? []).flatMap(({ plan }) => pricesOf(plan));
  const terms = termsIn({ ...usageOf(contract, contract.consumer), constraints: [], prices });
  return [...new Map(terms.map((term) => [term.en, term])).values()];
}

function termsIn(usage: Usage): readonly HeldTerm[] {
  return enforcement(policyOf(usage)).map(({ text, held }) => ({ ...text, held: held.as }));
}
