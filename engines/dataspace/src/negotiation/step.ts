import type { Negotiation, Role } from '../domain.ts';
import type { Agreement, Offer, Policy } from '../policy/model.ts';
import { kindOf } from '../protocol/endpoints.ts';
import { pidsFor } from '../protocol/process.ts';
import { type NegotiationMessageKind, nextNegotiationState } from '../protocol/states.ts';
import { readReason, type WireMessage } from '../protocol/wire.ts';

/** The negotiation after a message of one side, whichever side this is; nothing where the protocol does not allow it now. */
export function stepNegotiation(
  negotiation: Negotiation,
  sender: Role,
  message: WireMessage,
): Negotiation | undefined {
  const kind = kindOf(message) as NegotiationMessageKind;
  const state = nextNegotiationState(negotiation.state, sender, kind);
  if (!state) return undefined;
  const { peer } = pidsFor(message, negotiation.role);
  return {
    ...negotiation,
    reason: undefined,
    ...contentOf(kind, sender, message),
    state,
    peerPid: negotiation.peerPid ?? peer,
  };
}

function contentOf(kind: NegotiationMessageKind, sender: Role, message: WireMessage): Partial<Negotiation> {
  if (kind === 'request' || kind === 'offer') return { offer: readOffer(message.offer!), offeredBy: sender };
  if (kind === 'agreement') return { agreement: readAgreement(message.agreement!) };
  if (kind !== 'termination') return {};
  return {
    reason: readReason(message, {
      code: 'dataspace.no_reason_given',
      text: [`The ${sender} ended the negotiation without saying why.`],
    }),
  };
}

/** An offer as it is kept: what the model knows, and nothing else of what was sent. */
export function readOffer(wire: Offer): Offer {
  return {
    '@id': wire['@id'],
    '@type': 'Offer',
    ...(wire.target === undefined ? {} : { target: wire.target }),
    ...termsOf(wire),
  };
}

function readAgreement(wire: Agreement): Agreement {
  const { target, assigner, assignee, timestamp } = wire;
  return {
    '@id': wire['@id'],
    '@type': 'Agreement',
    target,
    assigner,
    assignee,
    ...(timestamp === undefined ? {} : { timestamp }),
    ...termsOf(wire),
  };
}

/** The rules alone. The wire allows one profile to stand outside a list; inside it always stands in one. */
export function termsOf(policy: Policy): Policy {
  const { permission, prohibition, obligation } = policy;
  const profile = policy.profile as readonly string[] | string | undefined;
  return {
    ...(permission ? { permission } : {}),
    ...(prohibition ? { prohibition } : {}),
    ...(obligation ? { obligation } : {}),
    ...(profile === undefined ? {} : { profile: typeof profile === 'string' ? [profile] : profile }),
  };
}
