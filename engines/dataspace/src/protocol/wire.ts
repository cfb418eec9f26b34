import type { Json } from '@finharbor/kernel/contract';
import type { DataAddress, NegotiationState, Reason, TransferState } from '../domain.ts';
import type { Agreement, Offer } from '../policy/model.ts';

/** The protocol's context: always a list, also of one. */
export const context: readonly string[] = ['https://w3id.org/dspace/2025/1/context.jsonld'];

/** A message of either protocol as it was read: its schema has vouched for the fields of its type, and for no others. */
export type WireMessage = {
  readonly '@type': string;
  /** The message's own, where its sender gives it one. */
  readonly '@id'?: string;
  readonly providerPid?: string;
  readonly consumerPid?: string;
  readonly callbackAddress?: string;
  readonly offer?: Offer;
  readonly agreement?: Agreement;
  readonly eventType?: 'ACCEPTED' | 'FINALIZED';
  readonly agreementId?: string;
  readonly format?: string;
  readonly dataAddress?: DataAddress;
  readonly code?: string;
  readonly reason?: readonly Json[];
  readonly filter?: readonly Json[];
  readonly state?: NegotiationState | TransferState;
};

/** A message with an id of its own, so that two that say the same are two, and one that arrives twice is one. */
export function identified({ newId }: { readonly newId: () => string }, message: object): object {
  return { ...message, '@id': `urn:uuid:${newId()}` };
}

const mostSentences = 20;
const longestSentence = 1000;

/** What the other side says about an end: sentences, or objects with one in them; bounded, since they are kept and shown. */
export function readReason(message: WireMessage, fallback: Reason): Reason {
  const text = (message.reason ?? []).slice(0, mostSentences).map(sentenceOf);
  return {
    code: message.code?.slice(0, 200) || fallback.code,
    text: text.length > 0 ? text : fallback.text,
  };
}

function sentenceOf(item: Json): string {
  if (typeof item === 'string') return item.slice(0, longestSentence);
  const named = item as { readonly message?: Json; readonly '@value'?: Json } | null;
  const inner = named?.message ?? named?.['@value'];
  return (typeof inner === 'string' ? inner : JSON.stringify(item)).slice(0, longestSentence);
}

/** An address of data with the types that the wire wants. */
export function dataAddressForm(address: DataAddress): Json {
  return {
    '@type': 'DataAddress',
    endpointType: address.endpointType,
    ...(address.endpoint === undefined ? {} : { endpoint: address.endpoint }),
    ...(address.endpointProperties?.length
      ? {
          endpointProperties: address.endpointProperties.map(({ name, value }) => ({
            '@type': 'EndpointProperty',
            name,
            value,
          })),
        }
      : {}),
  };
}

/** The same read: the types are gone, and what we do not know with them. */
export function readDataAddress(wire: DataAddress): DataAddress {
  return {
    endpointType: wire.endpointType,
    ...(wire.endpoint === undefined ? {} : { endpoint: wire.endpoint }),
    ...(wire.endpointProperties
      ? { endpointProperties: wire.endpointProperties.map(({ name, value }) => ({ name, value })) }
      : {}),
  };
}
