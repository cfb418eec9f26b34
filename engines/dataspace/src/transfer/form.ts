import type { Transfer, TransferMove } from '../domain.ts';
import type { Formed } from '../negotiation/form.ts';
import { pidsOf } from '../protocol/process.ts';
import { context, dataAddressForm } from '../protocol/wire.ts';

/** The message that a move says; nothing for one that waits. */
export function formTransfer(transfer: Transfer, move: TransferMove): Formed | undefined {
  const base = { '@context': context, ...pidsOf(transfer) };
  switch (move.kind) {
    case 'wait':
      return undefined;
    case 'complete':
      return { kind: 'completion', message: { ...base, '@type': 'TransferCompletionMessage' } };
    case 'start':
      return {
        kind: 'start',
        message: {
          ...base,
          '@type': 'TransferStartMessage',
          ...(move.dataAddress ? { dataAddress: dataAddressForm(move.dataAddress) } : {}),
        },
      };
    default: {
      const isSuspension = move.kind === 'suspend';
      const { code, text } = (move as Extract<TransferMove, { readonly kind: 'suspend' | 'terminate' }>)
        .reason;
      return {
        kind: isSuspension ? 'suspension' : 'termination',
        message: {
          ...base,
          '@type': isSuspension ? 'TransferSuspensionMessage' : 'TransferTerminationMessage',
          code,
          reason: text,
        },
      };
    }
  }
}

/** The message that begins a transfer. The address to push to stands in it, where there is one. */
export function transferRequest(transfer: Transfer, address: string): object {
  return {
    '@context': context,
    '@type': 'TransferRequestMessage',
    consumerPid: transfer.pid,
    agreementId: transfer.agreementId,
    format: transfer.format,
    callbackAddress: address,
    ...(transfer.dataAddress ? { dataAddress: dataAddressForm(transfer.dataAddress) } : {}),
  };
}
