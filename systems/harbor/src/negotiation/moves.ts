import type { Negotiation, NegotiationMove, Reason } from '@finharbor/dataspace';
import { explain, type Offer } from '@finharbor/dataspace/policy';
import { codeOf, FinharborError } from '@finharbor/kernel';
import { findContract } from '../contracts.ts';
import type { Verified } from '../documents.ts';
import type { NegotiatorContext } from './context.ts';
import { goesOnUnder } from './contract-negotiations.ts';
import { signCounterOffer } from './counter.ts';
import { acceptedCounterOffer, findCounterOffer } from './counter-offers.ts';
import type { Decided } from './decisions.ts';
import { demandDecidable } from './demand-decidable.ts';
import { contractIdOf, counterOfferIn, isStandingOffer } from './names.ts';
import { counterOfferOf, differencesOf, offerOf } from './offers.ts';

const wait: NegotiationMove = { kind: 'wait' };

/**
 * What a node's connector does next of itself, by signed documents and by what its approvers have decided; it waits where a person is
 * to decide.
 */
export function moveIn(parts: NegotiatorContext, negotiation: Negotiation): Promise<NegotiationMove> {
  return negotiation.role === 'provider' ? provide(parts, negotiation) : consume(parts, negotiation);
}

async function provide(parts: NegotiatorContext, negotiation: Negotiation): Promise<NegotiationMove> {
  const { state, offer } = negotiation;
  if (state === 'VERIFIED') return { kind: 'finalize' };
  if (state !== 'REQUESTED' && state !== 'ACCEPTED') return wait;
  if (isStandingOffer(offer['@id'])) return end(signatureNeeded(offer));
  const signed = (await signedFor(parts, negotiation)) ?? (await afterSync(parts, negotiation));
  if (!signed) return end(unsigned(offer));
  const differences = differencesOf(offer, signed.offer);
  if (differences.length > 0) return end({ code: 'dataspace.offer_differs', text: differences });
  const decided = await decisionOn(parts, signed.contract);
  return decided ? moveOf(parts, signed.contract, decided) : wait;
}

/** What this party's approver, or a counter-offer of its own that was accepted to the letter, says on a contract. */
export async function decisionOn(
  { ctx, decisions }: Pick<NegotiatorContext, 'ctx' | 'decisions'>,
  contract: Verified<'contract'>,
): Promise<Decided | undefined> {
  const decided = await decisions.of(contract.id);
  if (decided) return decided;
  // Signed before connectors negotiated, or before it was asked again.
  const [signed] = await ctx.store.documents.find('approval', { contract: contract.id, issuer: ctx.party });
  if (signed) return { ...signed.body, decidedAtMs: signed.issuedAtMs };
  const accepted = await acceptedCounterOffer(ctx, contract);
  if (accepted?.counter.issuer !== ctx.party) return undefined;
  // What has changed since, or is to be assessed of this very contract first, is for a person to see.
  const isDecidable = await demandDecidable(ctx, contract).then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof FinharborError)) throw error;
      ctx.note('contract.not_approved_by_itself', { contract: contract.id, code: codeOf(error) });
      return false;
    },
  );
  return isDecidable ? { decision: 'approved', reason: '', decidedAtMs: contract.issuedAtMs } : undefined;
}

/** What an approver's decision means to the other side. */
export async function moveOf(
  { ctx }: Pick<NegotiatorContext, 'ctx'>,
  contract: Verified<'contract'>,
  decided: Decided,
): Promise<NegotiationMove> {
  if (decided.decision === 'approved') return { kind: 'agree' };
  if (decided.decision === 'countered') {
    const counter = await signCounterOffer(ctx, contract, decided);
    // The other side compares what it is offered with the signed text, which it has from the hub.
    await ctx.hub.publish((await ctx.store.documents.get(counter.id))!);
    return { kind: 'offer', offer: counterOfferOf(counter) };
  }
  const { reason } = decided;
  return end({ code: 'contract.declined', text: reason === '' ? [] : [reason] });
}

async function consume(parts: NegotiatorContext, negotiation: Negotiation): Promise<NegotiationMove> {
  const { state, offer } = negotiation;
  if (state === 'AGREED') return { kind: 'verify' };
  if (state !== 'OFFERED') return wait;
  const { ctx } = parts;
  const file = (await counterFor(parts, negotiation)) ?? (await counterAfterSync(parts, negotiation));
  if (!file) return end(unsigned(offer));
  const differences = differencesOf(offer, counterOfferOf(file.counter));
  if (differences.length > 0) return end({ code: 'dataspace.offer_differs', text: differences });
  if (file.accepted) return tellingHub(ctx, file.accepted, { kind: 'accept' });
  const asked = (await findContract(ctx, file.asked.id))!;
  const next = asked.replacements.find(({ issuer }) => issuer === ctx.party);
  if (next && goesOnUnder(next, file, negotiation))
    return tellingHub(ctx, next, { kind: 'request', offer: offerOf(next, file.counter.issuer) });
  if (next) return end(replacedBy(next));
  // Anybody may write that a contract has ended; it has where one of its sides did.
  const sides = [ctx.party, ...file.asked.body.providers];
  const ended = asked.terminations.find(({ issuer }) => sides.includes(issuer));
  return ended ? end(endedBy(ended, negotiation)) : wait;
}

/** The provider's node compares what it is asked with the signed text, which it has from the hub: a move by a contract comes after it. */
async function tellingHub(
  { store, hub }: NegotiatorContext['ctx'],
  { id }: Verified<'contract'>,
  move: NegotiationMove,
): Promise<NegotiationMove> {
  await hub.publish((await store.documents.get(id))!);
  return move;
}

type Signed = { readonly contract: Verified<'contract'>; readonly offer: Offer };

/** The contract that a provider is asked to agree to, and its terms as this side derives them from what was signed. */
async function signedFor(
  { ctx, parties }: NegotiatorContext,
  { offer, peer }: Negotiation,
): Promise<Signed | undefined> {
  const contract = await contractBehind(ctx, offer['@id']);
  const asker = (await parties.ofParticipant(peer))?.party;
  if (!contract || contract.issuer !== asker || !contract.body.providers.includes(ctx.party))
    return undefined;
  return { contract, offer: offerOf(contract, ctx.party) };
}

/** The contract that an offer's terms are those of, once its consumer has signed it; undefined where there is none here. */
export async function contractBehind(
  ctx: NegotiatorContext['ctx'],
  offerId: string,
): Promise<Verified<'contract'> | undefined> {
  const [contractId, counterId] = [contractIdOf(offerId), counterOfferIn(offerId)];
  if (contractId !== undefined) return (await findContract(ctx, contractId))?.contract;
  if (counterId === undefined) return undefined;
  const file = await findCounterOffer(ctx, counterId);
  return file?.counter.issuer === ctx.party ? file.accepted : undefined;
}

async function afterSync(parts: NegotiatorContext, negotiation: Negotiation) {
  await parts.sync();
  return signedFor(parts, negotiation);
}

/** The counter-offer that a consumer is offered: to a contract of its own, by the party that offers it. */
async function counterFor({ ctx, parties }: NegotiatorContext, { offer, peer }: Negotiation) {
  const id = counterOfferIn(offer['@id']);
  const file = id === undefined ? undefined : await findCounterOffer(ctx, id);
  const provider = (await parties.ofParticipant(peer))?.party;
  return file?.asked.issuer === ctx.party && file.counter.issuer === provider ? file : undefined;
}

async function counterAfterSync(parts: NegotiatorContext, negotiation: Negotiation) {
  await parts.sync();
  return counterFor(parts, negotiation);
}

/** Why a negotiation ends when another contract takes the place of the one it was about. */
export function replacedBy({ id, issuer }: Verified<'contract'>): Reason {
  return { code: 'contract.replaced', text: [`${issuer}: ${id}`] };
}

/** Why a negotiation ends when its contract does; under a counter-offer, its consumer's word declines that. */
export function endedBy(
  { issuer, body }: Verified<'termination'>,
  { state, offer }: Pick<Negotiation, 'state' | 'offer'>,
): Reason {
  const isAnswer = state === 'OFFERED' && counterOfferIn(offer['@id']) !== undefined;
  return {
    code: isAnswer ? 'contract.counter_declined' : 'contract.ended',
    text: [`${issuer}: ${body.reason}`],
  };
}

function unsigned({ '@id': id }: Offer): Reason {
  return {
    code: 'contract.unsigned',
    text: [`Nobody here has signed terms that are called ${id}.`, `此处没有与 ${id} 对应的已签署条款。`],
  };
}

function signatureNeeded(offer: Offer): Reason {
  return {
    code: 'contract.signature_needed',
    text: [
      'This is what everybody is offered. Draw up and sign a contract for this product in the console; its terms are then asked for by themselves.',
      '此为面向全体成员的要约。请在控制台起草并签署该产品的合同，系统随后自动就合同条款发起磋商。',
      ...explain(offer).flatMap(({ text: { en, zh } }) => [en, zh]),
    ],
  };
}

function end(reason: Reason): NegotiationMove {
  return { kind: 'terminate', reason };
}
