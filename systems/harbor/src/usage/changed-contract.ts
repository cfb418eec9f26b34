import { canonicalJson, instantText, type Json } from '@finharbor/kernel';
import { type ContractDraft, constraintsOf } from '../contracts.ts';
import type { Body, Constraint, Verified } from '../documents.ts';
import { contractLeakage } from '../leakage.ts';
import { chargesOf } from '../pricing/choose.ts';
import { type ChosenTerms, chosenTerms } from './chosen-terms.ts';

const dayMs = 86_400_000;

/** How a contract is to be changed: `number` is the new one's, `products` are those of the provider that changes it. */
export type Change = {
  readonly chosen: ChosenTerms;
  readonly number: string;
  readonly products: readonly Verified<'product'>[];
};

/**
 * A contract as it was asked for, with other choices: what is not chosen otherwise stands as it was, to the letter. What is paid to other providers
 * is theirs. Errors: `plan.not_offered`.
 */
export function changedContract(
  { id, body }: Verified<'contract'>,
  { chosen, number, products }: Change,
): Body<'contract'> {
  const { place: _place, purposes: _purposes, charges: _charges, ...rest } = body;
  const before = chosenTerms(body);
  const charges = changedCharges(body, { chosen, products });
  const isNewDays = chosen.validDays !== before.validDays;
  const { purposes = [] } = chosen;
  return {
    ...rest,
    contract: number,
    previous: id,
    constraints: changedConstraints(body, chosen),
    validUntil: isNewDays
      ? instantText(Date.parse(body.validFrom) + chosen.validDays * dayMs)
      : body.validUntil,
    leakage: changedLeakage(body, chosen),
    ...(purposes.length > 0 && { purposes }),
    ...(charges.length > 0 && { charges }),
    ...(chosen.place !== undefined && { place: chosen.place }),
  };
}

/** Whether two contracts have the same terms, whatever they are called and whichever they follow. */
export function isSameContract(first: Body<'contract'>, second: Body<'contract'>): boolean {
  const said = ({ contract: _contract, previous: _previous, ...terms }: Body<'contract'>): object => terms;
  return isSame(said(first), said(second));
}

/** Whether a provider's counter-offer is its own contract's, and changes nothing but what a provider may. */
export function isCounterTo(
  asked: Verified<'contract'>,
  { issuer, body: { contract, terms } }: Verified<'counter_offer'>,
  products: readonly Verified<'product'>[],
): boolean {
  if (contract !== asked.id || !asked.body.providers.includes(issuer)) return false;
  const chosen = chosenTerms(terms);
  const own = products.filter((product) => product.issuer === issuer && isAbout(asked, product));
  const isOffered = own.every(({ id, body: { plans = [] } }) => {
    const name = chosen.plans?.[id];
    return name === undefined || plans.some(({ plan }) => plan === name);
  });
  return (
    isOffered && isSame(terms, changedContract(asked, { chosen, number: terms.contract, products: own }))
  );
}

function isAbout(contract: Verified<'contract'>, { id }: Verified<'product'>): boolean {
  return contract.body.products.includes(id);
}

function draftWith({ kind, products, purpose, legalBasis }: Body<'contract'>, chosen: ChosenTerms) {
  return { kind, products, purpose, legalBasis, ...chosen } satisfies ContractDraft;
}

/** Terms whose choice is another stand as the form makes them; a contract that came from elsewhere keeps its own words for the rest. */
function changedConstraints(body: Body<'contract'>, chosen: ChosenTerms): readonly Constraint[] {
  const made = (choices: ChosenTerms) => constraintsOf(draftWith(body, choices), body.consumer);
  const [before, after] = [made(chosenTerms(body)), made(chosen)];
  const named = (list: readonly Constraint[], name: string) => list.find((one) => one.name === name);
  const isChanged = (name: string) => !isSame(named(before, name) ?? null, named(after, name) ?? null);
  const added = after.filter(({ name }) => isChanged(name) && !named(body.constraints, name));
  return [
    ...body.constraints.flatMap((one) => (isChanged(one.name) ? (named(after, one.name) ?? []) : one)),
    ...added,
  ];
}

function changedLeakage(body: Body<'contract'>, chosen: ChosenTerms): Body<'contract'>['leakage'] {
  const roster = [body.consumer, ...body.providers];
  const said = (choices: ChosenTerms) => contractLeakage(draftWith(body, choices), roster);
  const [before, after] = [said(chosenTerms(body)), said(chosen)];
  return isSame(before, after) ? body.leakage : after;
}

function changedCharges(
  { charges = [] }: Body<'contract'>,
  { chosen: { plans = {} }, products }: Omit<Change, 'number'>,
) {
  return charges.map((charge) => {
    const product = products.find(({ id }) => id === charge.product);
    const isKept = plans[charge.product] === undefined || plans[charge.product] === charge.plan.plan;
    return product && !isKept ? chargesOf([product], plans)[0]! : charge;
  });
}

function isSame(first: object | null, second: object | null): boolean {
  return canonicalJson(first as Json) === canonicalJson(second as Json);
}
