import type { Negotiation, Reason, Role, Transfer } from '../domain.ts';
import type { Family } from './endpoints.ts';
import { context, type WireMessage } from './wire.ts';

/** A process of either family. */
export type AnyProcess = Negotiation | Transfer;

export function isNegotiation(process: AnyProcess): process is Negotiation {
  return 'datasetId' in process;
}

export function familyOf(process: AnyProcess): Family {
  return isNegotiation(process) ? 'negotiation' : 'transfer';
}

export function otherRole(role: Role): Role {
  return role === 'consumer' ? 'provider' : 'consumer';
}

/** The pids of a process under the names they have on the wire. */
export function pidsOf(process: Pick<AnyProcess, 'role' | 'pid' | 'peerPid'>): {
  readonly providerPid?: string;
  readonly consumerPid?: string;
} {
  const { role, pid, peerPid } = process;
  const peer =
    peerPid === undefined ? {} : role === 'consumer' ? { providerPid: peerPid } : { consumerPid: peerPid };
  return role === 'consumer' ? { consumerPid: pid, ...peer } : { providerPid: pid, ...peer };
}

/** The pid that the sender of a message gave itself, and the one it gave its receiver. */
export function pidsFor(
  message: WireMessage,
  receiver: Role,
): { readonly own: string | undefined; readonly peer: string | undefined } {
  const { consumerPid, providerPid } = message;
  return receiver === 'consumer'
    ? { own: consumerPid, peer: providerPid }
    : { own: providerPid, peer: consumerPid };
}

/** A process's state as the other side may see it. */
export function stateForm(process: AnyProcess): object {
  return {
    '@context': context,
    '@type': isNegotiation(process) ? 'ContractNegotiation' : 'TransferProcess',
    ...pidsOf(process),
    state: process.state,
  };
}

/** The error that a message is answered with; the wire wants both pids, also of a process that does not exist. */
export function errorForm(
  family: Family | 'catalog',
  pids: { readonly providerPid?: string | undefined; readonly consumerPid?: string | undefined },
  reason: Reason,
): object {
  const said = { code: reason.code, reason: reason.text };
  if (family === 'catalog') return { '@context': context, '@type': 'CatalogError', ...said };
  return {
    '@context': context,
    '@type': family === 'negotiation' ? 'ContractNegotiationError' : 'TransferError',
    providerPid: pids.providerPid ?? '',
    consumerPid: pids.consumerPid ?? '',
    ...said,
  };
}
