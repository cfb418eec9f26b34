import type { Role } from '../domain.ts';
import type { NegotiationMessageKind, TransferMessageKind } from './states.ts';
import type { WireMessage } from './wire.ts';

/** Which of the two state machines a process follows. */
export type Family = 'negotiation' | 'transfer';
export type MessageKind = NegotiationMessageKind | TransferMessageKind;

/** Where a message goes at its receiver (HTTPS binding), `type` being the one that its schema is found under. */
type Endpoint = {
  readonly family: Family;
  readonly type: string;
  readonly kinds: readonly MessageKind[];
  /** The path after the process's id; after the family alone, where the message begins a process. */
  readonly tail: string;
  readonly first?: Role;
};

const endpoints: readonly Endpoint[] = [
  {
    family: 'negotiation',
    type: 'ContractRequestMessage',
    kinds: ['request'],
    tail: 'request',
    first: 'provider',
  },
  { family: 'negotiation', type: 'ContractRequestMessage', kinds: ['request'], tail: 'request' },
  {
    family: 'negotiation',
    type: 'ContractOfferMessage',
    kinds: ['offer'],
    tail: 'offers',
    first: 'consumer',
  },
  { family: 'negotiation', type: 'ContractOfferMessage', kinds: ['offer'], tail: 'offers' },
  {
    family: 'negotiation',
    type: 'ContractNegotiationEventMessage',
    kinds: ['accepted', 'finalized'],
    tail: 'events',
  },
  { family: 'negotiation', type: 'ContractAgreementMessage', kinds: ['agreement'], tail: 'agreement' },
  {
    family: 'negotiation',
    type: 'ContractAgreementVerificationMessage',
    kinds: ['verification'],
    tail: 'agreement/verification',
  },
  {
    family: 'negotiation',
    type: 'ContractNegotiationTerminationMessage',
    kinds: ['termination'],
    tail: 'termination',
  },
  {
    family: 'transfer',
    type: 'TransferRequestMessage',
    kinds: ['request'],
    tail: 'request',
    first: 'provider',
  },
  { family: 'transfer', type: 'TransferStartMessage', kinds: ['start'], tail: 'start' },
  { family: 'transfer', type: 'TransferSuspensionMessage', kinds: ['suspension'], tail: 'suspension' },
  { family: 'transfer', type: 'TransferCompletionMessage', kinds: ['completion'], tail: 'completion' },
  { family: 'transfer', type: 'TransferTerminationMessage', kinds: ['termination'], tail: 'termination' },
];

/** The type of a message and the path it is sent to; `peerPid` is missing for the one that begins a process. */
export function addressOf(
  family: Family,
  kind: MessageKind,
  peerPid: string | undefined,
): { readonly type: string; readonly path: string } {
  const isFirst = peerPid === undefined;
  const found = endpoints.find(
    (one) => one.family === family && one.kinds.includes(kind) && (one.first !== undefined) === isFirst,
  )!;
  const middle = isFirst ? '' : `/${encodeURIComponent(peerPid)}`;
  return { type: found.type, path: `/${family}s${middle}/${found.tail}` };
}

/** What a request asks of the connector, by its path below the connector's base. */
export type Target =
  | { readonly kind: 'first'; readonly family: Family; readonly type: string; readonly role: Role }
  | { readonly kind: 'next'; readonly family: Family; readonly type: string; readonly pid: string }
  | { readonly kind: 'state'; readonly family: Family; readonly pid: string }
  | { readonly kind: 'catalog' }
  | { readonly kind: 'dataset'; readonly id: string };

/** Finds it; nothing for an address that the protocol does not have. */
export function targetOf(method: string, path: string): Target | undefined {
  const segments = decoded(path);
  if (!segments) return undefined;
  const [collection, second, ...rest] = segments;
  if (collection === 'catalog') return catalogTarget(method, segments);
  const family = collection === 'negotiations' ? 'negotiation' : collection === 'transfers' ? 'transfer' : '';
  if (family === '' || !second) return undefined;
  if (method === 'GET') return rest.length === 0 ? { kind: 'state', family, pid: second } : undefined;
  if (method !== 'POST') return undefined;
  const isFirst = rest.length === 0;
  const tail = isFirst ? second : rest.join('/');
  const found = endpoints.find(
    (one) => one.family === family && one.tail === tail && (one.first !== undefined) === isFirst,
  );
  if (!found) return undefined;
  if (found.first) return { kind: 'first', family, type: found.type, role: found.first };
  return { kind: 'next', family, type: found.type, pid: second };
}

function catalogTarget(method: string, segments: readonly string[]): Target | undefined {
  const [, second, id] = segments;
  // A page after the first may be fetched by its link alone.
  if (segments.length === 2 && second === 'request' && (method === 'POST' || method === 'GET'))
    return { kind: 'catalog' };
  if (segments.length === 3 && second === 'datasets' && id && method === 'GET')
    return { kind: 'dataset', id };
  return undefined;
}

function decoded(path: string): readonly string[] | undefined {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** What a message says: its type, and of the event message which event. */
export function kindOf(message: WireMessage): MessageKind {
  if (message['@type'] === 'ContractNegotiationEventMessage')
    return message.eventType === 'ACCEPTED' ? 'accepted' : 'finalized';
  return endpoints.find(({ type }) => type === message['@type'])!.kinds[0]!;
}
