import type { Negotiation, NegotiationMove } from '../domain.ts';
import type { Agreement, Offer } from '../policy/model.ts';
import type { MessageKind } from '../protocol/endpoints.ts';
import { pidsOf } from '../protocol/process.ts';
import { context } from '../protocol/wire.ts';
import { termsOf } from './step.ts';

/** What a message needs beside the process it belongs to. */
export type NegotiationForming = {
  readonly self: string;
  /** Where answers go. */
  readonly address: string;
  readonly newId: () => string;
  readonly timestamp: string;
};

/** A message to be sent: what kind it is, and its content. */
export type Formed = { readonly kind: MessageKind; readonly message: object };

type Speaking = Exclude<
  NegotiationMove,
  { readonly kind: 'wait' | 'accept' | 'agree' | 'verify' | 'finalize' }
>;

/** The message that a move says; nothing for one that waits. */
export function formNegotiation(
  negotiation: Negotiation,
  move: NegotiationMove,
  forming: NegotiationForming,
): Formed | undefined {
  const base = { '@context': context, ...pidsOf(negotiation) };
  switch (move.kind) {
    case 'wait':
      return undefined;
    case 'accept':
      return event(base, 'accepted');
    case 'finalize':
      return event(base, 'finalized');
    case 'verify':
      return {
        kind: 'verification',
        message: { ...base, '@type': 'ContractAgreementVerificationMessage' },
      };
    case 'agree':
      return {
        kind: 'agreement',
        message: {
          ...base,
          '@type': 'ContractAgreementMessage',
          agreement: agreementFrom(negotiation, forming),
        },
      };
    default:
      return speak(negotiation, move as Speaking, forming);
  }
}

function speak(negotiation: Negotiation, move: Speaking, { address }: NegotiationForming): Formed {
  const base = { '@context': context, ...pidsOf(negotiation) };
  if (move.kind === 'terminate')
    return {
      kind: 'termination',
      message: {
        ...base,
        '@type': 'ContractNegotiationTerminationMessage',
        code: move.reason.code,
        reason: move.reason.text,
      },
    };
  const type = move.kind === 'request' ? 'ContractRequestMessage' : 'ContractOfferMessage';
  const first = negotiation.peerPid === undefined ? { callbackAddress: address } : {};
  const offer = offerForm(move.offer, negotiation.datasetId);
  return { kind: move.kind, message: { ...base, '@type': type, offer, ...first } };
}

function event(base: object, kind: 'accepted' | 'finalized'): Formed {
  return {
    kind,
    message: { ...base, '@type': 'ContractNegotiationEventMessage', eventType: kind.toUpperCase() },
  };
}

/** Outside a catalogue an offer names the data set it is for. */
export function offerForm(offer: Offer, target: string): Offer {
  return { '@id': offer['@id'], '@type': 'Offer', target, ...termsOf(offer) };
}

function agreementFrom(negotiation: Negotiation, forming: NegotiationForming): Agreement {
  return {
    '@id': `urn:uuid:${forming.newId()}`,
    '@type': 'Agreement',
    target: negotiation.datasetId,
    assigner: forming.self,
    assignee: negotiation.peer,
    timestamp: forming.timestamp,
    ...termsOf(negotiation.offer),
  };
}
