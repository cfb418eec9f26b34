import type { SignedDocument } from '@finharbor/access';
import { fail, instantText } from '@finharbor/kernel';
import type { NodeContext } from './context.ts';
import { demandOfferedFor } from './delivery/may-deliver.ts';
import type { Bilingual, Body, Constraint, ContractKind, Verified } from './documents.ts';
import { type ContractFile, contractState } from './domain.ts';
import { issueDocument } from './issue-document.ts';
import { contractLeakage } from './leakage.ts';
import { demandContractable } from './life/refusals.ts';
import { chargesOf } from './pricing/choose.ts';
import type { PointsOpening } from './training/options.ts';
import { checkTerms } from './usage/check-terms.ts';

const dayMs = 86_400_000;

/** What a consumer asks for; the constraints follow from the kind and these numbers. */
export type ContractDraft = {
  readonly kind: ContractKind;
  readonly products: readonly string[];
  readonly purpose: Bilingual;
  /** Purposes of the taxonomy; any where there are none. */
  readonly purposes?: readonly string[];
  readonly legalBasis: Bilingual;
  readonly uses: number;
  /** The fewest firms of a cell that is opened; for `intersect` the fewest rows of a side, and the fewest firms that are summed over. */
  readonly smallestGroup: number;
  readonly validDays: number;
  /** How long results may be kept at most; a year unless told. */
  readonly retentionDays?: number;
  readonly terms?: KindTerms;
  /** Where the data will be had, when that is outside the mainland. */
  readonly place?: string;
  /** By which of its plans each product is paid for, by the product's document id; by its first unless told. */
  readonly plans?: Readonly<Record<string, string>>;
  /** The contract whose place this one takes, which providers have not agreed to yet. */
  readonly previous?: string;
};

/** Terms that only some kinds of contract have. */
export type KindTerms = {
  /** Whom a training may open the scorecard to; nobody unless told. */
  readonly pointsOpened?: PointsOpening;
  /** Who may learn which firms both sides have; the consumer alone unless told. */
  readonly learns?: 'consumer' | 'both';
  /**
   * What an intersection may tell at most: which firms both sides have, or only how many, and sums over them. Unless told,
   * proposals ask for rows and nothing else, as before there were figures.
   */
  readonly mostLearned?: 'rows' | 'figures';
  /** The most rows of a side of an intersection. */
  readonly mostRows?: number;
  /** What all noisy statistics may tell together: (ε, δ), ε in millionths. Without one no noise is added. */
  readonly budget?: { readonly epsilonMicro: number; readonly delta: number };
};

/** Signs a contract as its consumer; it is in force once every provider's node has approved it. Errors: `product.not_found`, `product.not_listed` and the like, `product.not_delivered` and the like, `plan.not_offered`, `contract.terms_unknown`. */
export async function requestContract(ctx: NodeContext, draft: ContractDraft): Promise<SignedDocument> {
  const { previous } = draft;
  if (previous !== undefined) await demandReplaceable(ctx, previous);
  const products = await Promise.all(draft.products.map((id) => productOf(ctx, id)));
  await demandContractable(ctx, products);
  demandOfferedFor(draft.kind, products);
  const providers = [...new Set(products.map((product) => product.issuer))];
  const nowMs = ctx.clock.nowMs();
  const charges = chargesOf(products, draft.plans ?? {});
  const body: Body<'contract'> = {
    contract: ctx.newId(),
    kind: draft.kind,
    consumer: ctx.party,
    providers,
    products: draft.products,
    purpose: draft.purpose,
    legalBasis: draft.legalBasis,
    constraints: constraintsOf(draft, ctx.party),
    validFrom: instantText(nowMs),
    validUntil: instantText(nowMs + draft.validDays * dayMs),
    leakage: contractLeakage(draft, [ctx.party, ...providers]),
    ...(draft.place === undefined ? {} : { place: draft.place }),
    ...(charges.length > 0 && { charges }),
    ...(draft.purposes?.length ? { purposes: draft.purposes } : {}),
    ...(previous === undefined ? {} : { previous }),
  };
  checkTerms(body, ctx.party);
  return issueDocument(ctx, { type: 'contract', audience: [ctx.party, ctx.hubParty, ...providers], body });
}

/** The terms that follow from a draft. */
export function constraintsOf(draft: ContractDraft, consumer: string): readonly Constraint[] {
  // Where a provider may learn a result too, which results it is stands in the proposal or in the plan.
  const { kind, terms = {}, retentionDays = 365 } = draft;
  const isShared = terms.learns === 'both' || (kind === 'train' && terms.pointsOpened === 'all');
  const isConsumers = kind !== 'statistics' && !isShared;
  return [
    ...termsOfKind(draft),
    { name: 'uses', operator: 'lteq', value: draft.uses, enforcement: 'enforced' },
    { name: 'withdrawn_firms', operator: 'eq', value: 'left_out', enforcement: 'enforced' },
    ...(isConsumers
      ? [{ name: 'recipient', operator: 'eq', value: consumer, enforcement: 'enforced' } as const]
      : []),
    { name: 'onward_transfer', operator: 'eq', value: 'prohibited', enforcement: 'promised' },
    { name: 'retention_days', operator: 'lteq', value: retentionDays, enforcement: 'promised' },
  ];
}

const rowsUnlessTold = 1_000_000;

function termsOfKind({ kind, smallestGroup, terms = {} }: ContractDraft): readonly Constraint[] {
  const { learns = 'consumer', mostRows = rowsUnlessTold, mostLearned, budget } = terms;
  const { pointsOpened = 'nobody' } = terms;
  const enforced = 'enforced' as const;
  const group = {
    name: 'smallest_group',
    operator: 'gteq',
    value: smallestGroup,
    enforcement: enforced,
  } as const;
  const approval = { name: 'plan_approval', operator: 'eq', value: 'each', enforcement: enforced } as const;
  switch (kind) {
    case 'train':
      return [group, { name: 'points_opened', operator: 'eq', value: pointsOpened, enforcement: enforced }];
    case 'score':
      return [
        { name: 'consent', operator: 'eq', value: 'required', enforcement: enforced },
        { name: 'points_rounding', operator: 'eq', value: 5, enforcement: enforced },
      ];
    case 'intersect':
      return [
        { name: 'fewest_rows', operator: 'gteq', value: smallestGroup, enforcement: enforced },
        { name: 'most_rows', operator: 'lteq', value: mostRows, enforcement: enforced },
        { name: 'learns', operator: 'eq', value: learns, enforcement: enforced },
        ...(mostLearned
          ? ([
              { name: 'most_learned', operator: 'eq', value: mostLearned, enforcement: enforced },
              group,
            ] as const)
          : []),
        approval,
      ];
    case 'deliver':
      return [];
    case 'statistics':
      return [
        group,
        ...(budget
          ? ([
              {
                name: 'privacy_epsilon',
                operator: 'lteq',
                value: budget.epsilonMicro,
                enforcement: enforced,
              },
              { name: 'privacy_delta', operator: 'lteq', value: budget.delta, enforcement: enforced },
            ] as const)
          : []),
        approval,
      ];
  }
}

/** Signs what this provider's connector has agreed on, or that it has declined. Errors: `contract.not_found`. */
export async function signDecision(
  ctx: NodeContext,
  contractId: string,
  { decision, reason }: { decision: 'approved' | 'declined'; reason: string },
): Promise<SignedDocument> {
  const { contract } = await contractFile(ctx, contractId);
  return issueDocument(ctx, {
    type: 'approval',
    audience: sidesOf(ctx, contract),
    body: { contract: contractId, decision, reason },
  });
}

/** Demands that a contract of this party's still waits for its providers, and that none has taken its place. Errors: `contract.not_found`, `contract.replaced` and the like. */
export async function demandReplaceable(ctx: NodeContext, id: string): Promise<void> {
  const file = await contractFile(ctx, id);
  if (file.contract.issuer !== ctx.party)
    fail('contract.not_found', 'There is no such contract of this party.');
  demandProposed(file, ctx.clock.nowMs());
}

/** Demands that a contract still waits for its providers. Errors: `contract.decided`, `contract.replaced` and the like. */
export function demandProposed(file: ContractFile, nowMs: number): void {
  const state = contractState(file, nowMs);
  if (state !== 'proposed')
    fail(
      state === 'in_force' ? 'contract.decided' : `contract.${state}`,
      `The contract does not wait for its providers any more (${state.replaceAll('_', ' ')}).`,
    );
}

/** Ends a contract as one of its sides; no further use is allowed from then on. */
export async function endContract(
  ctx: NodeContext,
  contractId: string,
  reason: string,
): Promise<SignedDocument> {
  const { contract } = await contractFile(ctx, contractId);
  if (contract.body.consumer !== ctx.party && !contract.body.providers.includes(ctx.party))
    fail('contract.not_found', 'There is no such contract at this node.');
  const body = { contract: contractId, reason };
  return issueDocument(ctx, { type: 'termination', audience: sidesOf(ctx, contract), body });
}

/** Everything verified about one contract. Errors: `contract.not_found`. */
export async function contractFile(ctx: NodeContext, id: string): Promise<ContractFile> {
  return (
    (await findContract(ctx, id)) ?? fail('contract.not_found', 'There is no such contract at this node.')
  );
}

/** Everything verified about one contract; undefined where there is none of that id here. */
export async function findContract(
  ctx: Pick<NodeContext, 'store'>,
  id: string,
): Promise<ContractFile | undefined> {
  const { documents } = ctx.store;
  const [contract] = await documents.find('contract', { id });
  if (!contract) return undefined;
  const [approvals, terminations, replacements] = await Promise.all([
    documents.find('approval', { contract: id }),
    documents.find('termination', { contract: id }),
    documents.find('contract', { previous: id, issuer: contract.issuer }),
  ]);
  return { contract, approvals, terminations, replacements };
}

/** Vouches, as a registrar, that a firm's key is the firm's; the registrar has checked the firm's identity itself. */
export async function vouchForFirm(
  ctx: NodeContext,
  uscc: string,
  publicKey: string,
): Promise<SignedDocument> {
  return issueDocument(ctx, { type: 'firm_key', audience: ['*'], body: { uscc, publicKey } });
}

async function productOf(ctx: NodeContext, id: string): Promise<Verified<'product'>> {
  const [product] = await ctx.store.documents.find('product', { id });
  return product ?? fail('product.not_found', 'There is no such product in the catalogue.');
}

function sidesOf(ctx: NodeContext, contract: Verified<'contract'>): readonly string[] {
  return [contract.body.consumer, ctx.hubParty, ...contract.body.providers];
}
