export {
  connectInterconnection,
  type Interconnection,
  type InterconnectionLimits,
  type InterconnectionOptions,
  type P2pChannel,
} from './connection.ts';
export type { Security, TlsFiles } from './grpc.ts';
export type { Refusal } from './handshake.ts';
export type { InboxLimits } from './inbox.ts';
export {
  type InterconnectionInput,
  type InterconnectionOutcome,
  interconnectionPsi,
} from './interconnection-psi.ts';
export type { InterconnectionCode } from './messages.ts';
