import type { CreditTransfer, InitiationHead, Part, PaymentInstruction } from '@finharbor/iso20022';
import { money } from '@finharbor/kernel';

type PaymentPart = Part<InitiationHead, PaymentInstruction, CreditTransfer>;

const perGroup = 10_000;
const firms = [
  '深圳市演示精密制造有限公司',
  '杭州演示软件有限公司',
  '成都演示物流有限公司',
  'Demo Trading Ltd',
];

/** The amounts of a file, in fen. */
const fen = (at: number): bigint => BigInt(100 + ((at * 7919) % 500_000));

function yuan(sum: bigint): string {
  return `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`;
}

function sumOf(from: number, to: number): bigint {
  let sum = 0n;
  for (let at = from; at < to; at += 1) sum += fen(at);
  return sum;
}

/** A file as a special fund's payment run sends it: wages and subsidies to accounts in China, 10,000 a group. */
export function* payments(count: number): Generator<PaymentPart> {
  const groupHeader = {
    messageId: 'BENCH-20261127-001',
    creationDateTime: '2026-11-27T09:00:00+08:00',
    numberOfTransactions: count,
    controlSum: yuan(sumOf(0, count)),
    initiatingParty: { name: '演示区财政局' },
  };
  yield { kind: 'header', header: { groupHeader } };
  for (let from = 0; from < count; from += perGroup) {
    const to = Math.min(from + perGroup, count);
    yield { kind: 'group', group: groupOf(from, to) };
    for (let at = from; at < to; at += 1) yield { kind: 'entry', entry: entryOf(at) };
  }
}

function groupOf(from: number, to: number): PaymentInstruction {
  return {
    paymentInformationId: `RUN-${from / perGroup + 1}`,
    paymentMethod: 'TRF',
    batchBooking: true,
    numberOfTransactions: to - from,
    controlSum: yuan(sumOf(from, to)),
    requestedExecutionDate: { date: '2026-11-27' },
    debtor: { name: '演示区财政局', postalAddress: { townName: '深圳', country: 'CN', addressLines: [] } },
    debtorAccount: { id: { other: { id: '4000021109200123456' } }, currency: 'CNY' },
    debtorAgent: { financialInstitution: { bic: 'ICBKCNBJSZN' } },
  };
}

function entryOf(at: number): CreditTransfer {
  const serial = String(at).padStart(8, '0');
  return {
    paymentId: { instructionId: `I${serial}`, endToEndId: `SUBSIDY-2026-11-${serial}` },
    amount: { instructed: money(fen(at), 'CNY') },
    creditorAgent: {
      financialInstitution: {
        clearingSystemMember: { memberId: '102584000017' },
        name: '中国工商银行深圳分行',
      },
    },
    creditor: { name: `${firms[at % firms.length]}${at}` },
    creditorAccount: { id: { other: { id: `62220240${serial}123` } } },
    instructionsForCreditorAgent: [],
    purpose: { code: 'SUBS' },
    remittance: { unstructured: [`2026 年专项资金 第 ${at} 笔`], structured: [] },
  };
}
