import { type CreditTransfer, deliver, pain001, pain001v03, readMessage } from '@finharbor/iso20022';
import type { ReadFile, Row, RowSink } from './row.ts';
import { type FaultCode, faultWords } from './words.ts';

/** Reads a pain.001, entry by entry: memory does not grow with it but for the names that no two payments may share. */
export async function readPain(source: AsyncIterable<Uint8Array>, sink: RowSink): Promise<ReadFile> {
  let entries = 0;
  const delivery = await deliver(readMessage([pain001, pain001v03], source), 'each', {
    begin: ({ groupHeader }) => sink.begin(groupHeader.messageId),
    entry: (entry, { line }) => {
      const row = rowOf(entry, line);
      return typeof row === 'string' ? sink.fault({ line, code: row, ...faultWords[row] }) : sink.row(row);
    },
    finding: ({ line, code, en, zh }) => sink.fault({ line, code, en, zh }),
    commit: (totals) => {
      entries = totals.entries;
    },
    rollback: () => {},
  });
  return { isWhole: delivery.kind === 'taken', entries: delivery.totals?.entries ?? entries };
}

function rowOf(entry: CreditTransfer, line: number): Row | FaultCode {
  const { creditor, creditorAccount, amount, remittance, paymentId } = entry;
  const id = creditor?.id;
  const firm = id && 'organisation' in id ? id.organisation.others[0]?.id : undefined;
  if (firm === undefined) return 'fund.no_firm';
  if (!('instructed' in amount) || amount.instructed.currency !== 'CNY') return 'fund.not_yuan';
  const account = creditorAccount && 'other' in creditorAccount.id ? creditorAccount.id.other.id : '';
  return {
    line,
    firm,
    amountMinor: amount.instructed.minor,
    reference: paymentId.endToEndId === 'NOTPROVIDED' ? '' : paymentId.endToEndId,
    reason: (remittance?.unstructured ?? []).join(' ').slice(0, 140),
    wallet: /^[0-9]{16}$/.test(account) ? account : null,
  };
}
