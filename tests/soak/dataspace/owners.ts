import { createHash } from 'node:crypto';
import type {
  Behaviour,
  DataAddress,
  Negotiation,
  NegotiationMove,
  NegotiationState,
  Reason,
  Role,
  Transfer,
  TransferMove,
  TransferState,
} from '@finharbor/dataspace';
import type { Offer } from '@finharbor/dataspace/policy';

/** How a process goes: who does what in which state; where a state comes twice, the offer or the address tells which it is. */
type Route<State, Move> = Partial<Record<`${Role} ${State & string}${'' | ' again'}`, Move>>;

const reason: Reason = { code: 'soak.ended', text: ['The route of this process ends it here.'] };
const again: DataAddress = { endpointType: 'soak', endpoint: 'urn:soak:again' };

type NegotiationKind = NegotiationMove['kind'];
const finish: Route<NegotiationState, NegotiationKind> = {
  'consumer AGREED': 'verify',
  'provider VERIFIED': 'finalize',
};
const negotiationRoutes: readonly Route<NegotiationState, NegotiationKind>[] = [
  { ...finish, 'provider REQUESTED': 'agree' },
  { ...finish, 'provider REQUESTED': 'offer', 'consumer OFFERED': 'accept', 'provider ACCEPTED': 'agree' },
  {
    ...finish,
    'provider REQUESTED': 'offer',
    'consumer OFFERED': 'request',
    'provider REQUESTED again': 'agree',
  },
  { ...finish, 'provider REQUESTED': 'agree' },
  { 'provider REQUESTED': 'terminate' },
  { 'provider REQUESTED': 'offer', 'consumer OFFERED': 'terminate' },
  { 'provider REQUESTED': 'agree', 'consumer AGREED': 'terminate' },
  { 'provider REQUESTED': 'agree', 'consumer AGREED': 'verify', 'provider VERIFIED': 'terminate' },
];

type TransferKind = TransferMove['kind'];
const start: Route<TransferState, TransferKind> = { 'provider REQUESTED': 'start' };
const transferRoutes: readonly Route<TransferState, TransferKind>[] = [
  { ...start, 'consumer STARTED': 'complete' },
  { ...start, 'provider STARTED': 'complete' },
  {
    ...start,
    'consumer STARTED': 'suspend',
    'provider SUSPENDED': 'start',
    'consumer STARTED again': 'complete',
  },
  {
    ...start,
    'provider STARTED': 'suspend',
    'provider SUSPENDED': 'start',
    'provider STARTED again': 'terminate',
  },
  { ...start, 'consumer STARTED': 'terminate' },
  { 'provider REQUESTED': 'terminate' },
];

/** The offer that every data set is under. */
export function offerOf(datasetId: string): Offer {
  return { '@id': `${datasetId}#offer`, permission: [{ action: 'use' }] };
}

const counter = '#counter';

/** Two owners whose processes end in every way there is. What they decide follows from the process alone, as a crash wants it. */
export const owner: Behaviour = {
  negotiation: async (process) => {
    const isAgain = process.offer['@id'].endsWith(counter);
    const route = routeOf(negotiationRoutes, process.datasetId);
    const kind =
      route[`${process.role} ${process.state}${isAgain ? ' again' : ''}`] ?? whateverComes(route, process);
    return negotiationMove(kind ?? 'wait', process);
  },
  transfer: async (process) => {
    const isAgain = process.dataAddress?.endpoint === again.endpoint;
    const route = routeOf(transferRoutes, process.agreementId);
    return transferMove(
      route[`${process.role} ${process.state}${isAgain ? ' again' : ''}`] ?? 'wait',
      process,
    );
  },
  admits: async () => undefined,
};

/** After a counter-offer a negotiation goes on as any other. */
function whateverComes(
  route: Route<NegotiationState, NegotiationKind>,
  { role, state }: Negotiation,
): NegotiationKind | undefined {
  return state === 'REQUESTED' || state === 'OFFERED' ? undefined : route[`${role} ${state}`];
}

function routeOf<One>(routes: readonly One[], name: string): One {
  const [byte] = createHash('sha256').update(name).digest();
  return routes[byte! % routes.length]!;
}

function negotiationMove(kind: NegotiationKind, { offer }: Negotiation): NegotiationMove {
  switch (kind) {
    case 'request':
      return { kind, offer: { ...offer, '@id': `${offer['@id']}${counter}` } };
    case 'offer':
      return { kind, offer };
    case 'terminate':
      return { kind, reason };
    default:
      return { kind };
  }
}

function transferMove(kind: TransferKind, { state }: Transfer): TransferMove {
  switch (kind) {
    case 'suspend':
    case 'terminate':
      return { kind, reason };
    case 'start':
      return state === 'SUSPENDED' ? { kind, dataAddress: again } : { kind };
    default:
      return { kind };
  }
}
