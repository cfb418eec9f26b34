export type { Behaviour } from '../domain.ts';
export { openParty, type Party, plainAgreement, plainOffer, silent, until, willing } from './connector.ts';
export { type HandPeer, type Heard, handPeer, type Said } from './hand-peer.ts';
export { listCatalogue } from './list-catalogue.ts';
export { type Loopback, loopback } from './loopback.ts';
export { tokenParticipants } from './token-participants.ts';
