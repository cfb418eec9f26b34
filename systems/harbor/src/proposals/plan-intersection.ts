import {
  checkIntersectionPlan,
  ecdhMostIds,
  type IntersectionOperation,
  type IntersectionPlan,
  mostSum,
  type SummedColumn,
} from '@finharbor/fusion';
import type { ProposedData } from '../documents.ts';
import { badPlan } from './bad-plan.ts';
import type { ProposalDraft } from './draft.ts';
import type { DraftOperation } from './draft-operation.ts';
import {
  type IntersectionTerms,
  intersectionTerms,
  isByEcdh,
  mayBeTold,
  mostAttempts,
} from './intersection-terms.ts';
import type { Planned, PlanSides } from './plan.ts';
import { inUnits } from './units.ts';

/** A million firms make four shards of some 160 MB each, so that a killed node does not lose all. */
const shardRows = 2 ** 18;
const mostEdges = 64;

type Draft = Extract<ProposalDraft, { readonly kind: 'intersect' }>;
type Sum = Extract<DraftOperation, { readonly kind: 'sum' }>;
type Offered = PlanSides['products'][number];

/** The fusion plan of an intersection. Errors: as `planOf`. */
export function intersectionOf({ operation, product: own }: Draft, sides: PlanSides): Planned {
  const { id, body } = sides.contract;
  const { consumer, providers } = body;
  const [provider, ...others] = providers;
  if (others.length > 0)
    badPlan('/contract', 'an intersection is between two parties; this contract has more');
  const terms = intersectionTerms(body) ?? badPlan('/contract', 'it has no terms for intersections');
  demandAllowed(operation, terms);
  const offered = offeredFor(operation, sides);
  const { fewestRows, mostRows } = isByEcdh(operation) ? withinEcdh(terms, sides, offered) : terms;
  const { en, zh } = offered.body.title;
  const [ownResult, othersResult] =
    operation.kind === 'rows'
      ? [operation.result, operation.providerResult]
      : (['nothing', 'nothing'] as const);
  const asked = askedOf(operation, { sides, offered, terms });
  const plan: IntersectionPlan = {
    kind: 'intersection',
    contract: id,
    job: sides.proposal,
    key: 'uscc',
    sides: [
      { party: consumer, holds: sides.own.title, fewestRows, mostRows, result: ownResult },
      { party: provider!, holds: `${zh} / ${en}`, fewestRows, mostRows, result: othersResult },
    ],
    receiver: operation.kind === 'sum' && operation.column.party === consumer ? provider! : consumer,
    protocol: 'auto',
    adversary: isByEcdh(operation) ? 'semi-honest' : 'malicious',
    ...(asked && { operation: asked }),
    shardRows,
    mostAttempts,
  };
  checkIntersectionPlan(plan);
  const data = (party: string, product: string): ProposedData => dataOf(operation, party, product);
  return {
    plan,
    data: { [consumer]: data(consumer, own), [provider!]: data(provider!, offered.body.product) },
  };
}

function demandAllowed(operation: DraftOperation, terms: IntersectionTerms): void {
  const { kind } = operation;
  if (!mayBeTold(terms, operation))
    badPlan(
      kind === 'rows' && terms.mostLearned === undefined ? '/operation/atLeast' : '/operation/kind',
      terms.mostLearned === 'figures'
        ? 'the contract lets figures be told, and not which firms both have'
        : 'the contract is from before figures and thresholds; ask for a new one',
    );
  if (terms.bothMayLearn) return;
  if (kind === 'rows' && operation.providerResult !== 'nothing')
    badPlan('/operation/providerResult', 'the contract lets the consumer alone learn which firms both have');
  if (kind !== 'rows' && operation.to === 'all')
    badPlan('/operation/to', 'the contract lets the consumer alone learn it');
}

/** The product that has the column which is summed, or the provider's first. */
function offeredFor(operation: DraftOperation, { contract, products, own }: PlanSides): Offered {
  const [provider] = contract.body.providers;
  const offered = products.filter(({ issuer }) => issuer === provider);
  const [first] = offered;
  if (operation.kind !== 'sum') return first!;
  const { party, field } = operation.column;
  if (party === contract.body.consumer) {
    if (own.columns.includes(field)) return first!;
  } else if (party === provider) {
    const found = offered.find(({ body }) =>
      body.fields.some(({ name, kind }) => name === field && kind === 'numeric'),
    );
    if (found) return found;
  }
  return badPlan('/operation/column/field', `${party} offers no such column of numbers under this contract`);
}

/** Refuses early what ECDH would refuse, or take hours for. */
function withinEcdh(
  { fewestRows, mostRows }: IntersectionTerms,
  { own }: PlanSides,
  { body }: Offered,
): Pick<IntersectionTerms, 'fewestRows' | 'mostRows'> {
  const most = ecdhMostIds.toLocaleString('en');
  if (own.rows > ecdhMostIds)
    badPlan('/product', `figures and thresholds are of at most ${most} rows a side; this data set has more`);
  if (body.rowsAtLeast > ecdhMostIds)
    badPlan(
      '/operation/kind',
      `figures and thresholds are of at most ${most} rows a side; the provider has more`,
    );
  return { fewestRows, mostRows: Math.min(mostRows, ecdhMostIds) };
}

type About = {
  readonly sides: PlanSides;
  readonly offered: Offered;
  readonly terms: IntersectionTerms;
};

function askedOf(operation: DraftOperation, about: About): IntersectionOperation | undefined {
  switch (operation.kind) {
    case 'rows':
      return operation.atLeast === null ? undefined : { kind: 'rows', atLeast: operation.atLeast };
    case 'count':
      return { kind: 'count', learns: learnsOf(operation) };
    case 'sum': {
      demandSummable(operation, about);
      const { atLeast } = operation;
      return { kind: 'sum', learns: learnsOf(operation), atLeast, column: columnOf(operation, about) };
    }
  }
}

function learnsOf({ to }: Exclude<DraftOperation, { readonly kind: 'rows' }>): 'receiver' | 'both' {
  return to === 'all' ? 'both' : 'receiver';
}

function demandSummable({ column, to, atLeast }: Sum, { sides, offered, terms }: About): void {
  const { smallestGroup = Number.POSITIVE_INFINITY, bothMayLearn } = terms;
  if (atLeast < smallestGroup)
    badPlan('/operation/atLeast', `at least ${smallestGroup}, which is the contract’s smallest group`);
  // Whoever holds the numbers does not receive: of the consumer's own, the provider is the first to know the sum.
  if (column.party === sides.contract.body.consumer) {
    if (!bothMayLearn)
      badPlan(
        '/operation/column/field',
        'a sum of own numbers is told to the provider too, which the contract does not allow',
      );
    if (to !== 'all') badPlan('/operation/to', 'a sum of own numbers is told to both sides');
    return;
  }
  const range = offered.body.fields.find(({ name }) => name === column.field)?.range;
  if (range && range.min < 0)
    badPlan('/operation/column/field', 'it has numbers below zero; sums are of numbers from zero on');
}

function columnOf({ column, edges }: Sum, { sides: { own }, offered: { body } }: About): SummedColumn {
  const { field, max, decimals } = column;
  const most = inUnits(max, decimals);
  if (most < 1) badPlan('/operation/column/max', 'it is zero with so few decimal places');
  const rows = Math.max(1, Math.min(own.rows, body.rowsAtLeast));
  if (most * rows > mostSum)
    badPlan(
      '/operation/column/max',
      `with ${decimals} decimal places a sum over ${rows} firms can be opened up to ${Math.floor(mostSum / rows / 10 ** decimals)} each`,
    );
  const units = edges.map((edge) => inUnits(edge, decimals));
  const isRising = units.every((edge, at) => edge > (units[at - 1] ?? 0) && edge <= most);
  if (!isRising || units.length > mostEdges)
    badPlan('/operation/edges', `at most ${mostEdges} rising numbers above 0 and up to ${max}`);
  return { holds: field, decimals, most, ...(units.length > 0 && { edges: units }) };
}

function dataOf(operation: DraftOperation, party: string, product: string): ProposedData {
  if (operation.kind !== 'sum' || operation.column.party !== party)
    return { product, columns: [], decimals: {} };
  const { field, decimals } = operation.column;
  return { product, columns: [field], decimals: { [field]: decimals } };
}
