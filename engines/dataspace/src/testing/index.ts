export type { Behaviour } from '../domain.ts';
export { openParty, type Party, plainAgreement, plainOffer, silent, until, willing } from './connector.ts';
export { listCatalogue } from './list-catalogue.ts';
export { type Loopback, loopback } from './loopback.ts';
export { tokenParticipants } from './token-participants.ts';
