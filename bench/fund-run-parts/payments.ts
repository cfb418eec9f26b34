import type { CreditTransfer, InitiationHead, Part, PaymentInstruction } from '@finharbor/iso20022';
import { money } from '@finharbor/kernel';

/** A file as a finance bureau sends it: support for firms, each named by its code, in groups of 10,000. */
export function* payments(
  firms: readonly string[],
  messageId: string,
): Generator<Part<InitiationHead, PaymentInstruction, CreditTransfer>> {
  const perGroup = 10_000;
  const groupHeader = {
    messageId,
    creationDateTime: '2026-11-27T09:00:00+08:00',
    numberOfTransactions: firms.length,
    initiatingParty: { name: '演示区财政局' },
  };
  yield { kind: 'header', header: { groupHeader } };
  for (const [at, firm] of firms.entries()) {
    if (at % perGroup === 0) yield { kind: 'group', group: groupOf(at / perGroup) };
    yield { kind: 'entry', entry: entryOf(firm, at) };
  }
}

function groupOf(no: number): PaymentInstruction {
  return {
    paymentInformationId: `RUN-${no + 1}`,
    paymentMethod: 'TRF',
    batchBooking: true,
    requestedExecutionDate: { date: '2026-11-27' },
    debtor: { name: '演示区财政局' },
    debtorAccount: { id: { other: { id: '4000021109200123456' } }, currency: 'CNY' },
    debtorAgent: { financialInstitution: { bic: 'ICBKCNBJSZN' } },
  };
}

function entryOf(firm: string, at: number): CreditTransfer {
  return {
    paymentId: { endToEndId: `SUPPORT-2026-${String(at).padStart(8, '0')}` },
    amount: { instructed: money(BigInt(100 + ((at * 7919) % 500_000)), 'CNY') },
    creditor: {
      name: `演示企业 ${at}`,
      id: {
        organisation: { others: [{ id: firm, schemeName: { proprietary: 'USCC' } }] },
      },
    },
    instructionsForCreditorAgent: [],
    purpose: { code: 'SUBS' },
    remittance: { unstructured: [`2026 年专项资金 第 ${at} 笔`], structured: [] },
  };
}
