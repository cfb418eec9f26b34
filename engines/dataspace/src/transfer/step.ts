import type { Role, Transfer } from '../domain.ts';
import { kindOf } from '../protocol/endpoints.ts';
import { pidsFor } from '../protocol/process.ts';
import { nextTransferState, type TransferMessageKind } from '../protocol/states.ts';
import { readDataAddress, readReason, type WireMessage } from '../protocol/wire.ts';

/** The transfer after a message of one side, whichever side this is; nothing where the protocol does not allow it now. */
export function stepTransfer(transfer: Transfer, sender: Role, message: WireMessage): Transfer | undefined {
  const kind = kindOf(message) as TransferMessageKind;
  const state = nextTransferState(transfer.state, sender, kind);
  if (!state) return undefined;
  const { peer } = pidsFor(message, transfer.role);
  return {
    ...transfer,
    reason: undefined,
    ...contentOf(kind, sender, message),
    state,
    peerPid: transfer.peerPid ?? peer,
  };
}

function contentOf(kind: TransferMessageKind, sender: Role, message: WireMessage): Partial<Transfer> {
  // Started again without a new address, it goes on at the one before.
  if (kind === 'start')
    return message.dataAddress ? { dataAddress: readDataAddress(message.dataAddress) } : {};
  if (kind !== 'suspension' && kind !== 'termination') return {};
  const what = kind === 'suspension' ? 'suspended' : 'ended';
  return {
    reason: readReason(message, {
      code: 'dataspace.no_reason_given',
      text: [`The ${sender} ${what} the transfer without saying why.`],
    }),
  };
}
