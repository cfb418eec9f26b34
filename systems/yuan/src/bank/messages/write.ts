import {
  type BankTransactionCode,
  camt054,
  type Message,
  type OriginalGroup,
  type Part,
  pacs002,
  pacs004,
  pacs008,
  pain001,
  pain002,
  type ReportEntry,
  type StatementAccount,
  writeMessage,
} from '@finharbor/iso20022';
import { formatMoney } from '@finharbor/kernel';
import { dayOf } from '../../scheme/limits.ts';
import type { MessageKind } from './kinds.ts';
import {
  accountAt,
  bankAgent,
  cityTime,
  mandateParty,
  operatorAgent,
  operatorParty,
  renminbiOf,
} from './parts.ts';

type Head = { readonly messageId: string; readonly operator: string; readonly atMs: number };

/** Writes a message whole. */
export async function xmlOf<Header, Group, Entry>(
  message: Message<Header, Group, Entry>,
  parts: readonly Part<Header, Group, Entry>[],
): Promise<string> {
  let text = '';
  for await (const piece of writeMessage(message, parts)) text += piece;
  return text;
}

/** A payment that an operator asks the bank to make. */
export type AskedPayment = Head & {
  readonly endToEndId: string;
  readonly amountMinor: bigint;
  readonly from: string;
  readonly to: string;
  readonly mandate: string;
};

/** A customer's money to the operator's account, by the customer's consent. */
export function collection(asked: AskedPayment): Promise<string> {
  const { messageId, operator, atMs, endToEndId, amountMinor } = asked;
  const sum = formatMoney(renminbiOf(amountMinor));
  return xmlOf(pain001, [
    {
      kind: 'header',
      header: {
        groupHeader: {
          messageId,
          creationDateTime: cityTime(atMs),
          numberOfTransactions: 1,
          controlSum: sum,
          initiatingParty: operatorParty(operator),
        },
      },
    },
    {
      kind: 'group',
      group: {
        paymentInformationId: endToEndId,
        paymentMethod: 'TRF',
        requestedExecutionDate: { date: dayOf(atMs) },
        debtor: mandateParty(asked.mandate),
        debtorAccount: accountAt(asked.from),
        debtorAgent: bankAgent,
      },
    },
    {
      kind: 'entry',
      entry: {
        paymentId: { endToEndId },
        amount: { instructed: renminbiOf(amountMinor) },
        creditorAgent: bankAgent,
        creditor: operatorParty(operator),
        creditorAccount: accountAt(asked.to),
        instructionsForCreditorAgent: [],
        remittance: { unstructured: ['Top-up 数字人民币兑出'], structured: [] },
      },
    },
  ]);
}

/** The operator's money to a customer's account. */
export function payout(asked: AskedPayment): Promise<string> {
  const { messageId, operator, atMs, endToEndId, amountMinor } = asked;
  return xmlOf(pacs008, [
    {
      kind: 'header',
      header: {
        groupHeader: {
          messageId,
          creationDateTime: cityTime(atMs),
          numberOfTransactions: 1,
          controlSum: formatMoney(renminbiOf(amountMinor)),
          interbankSettlementDate: dayOf(atMs),
          settlement: { method: 'INDA', account: accountAt(asked.from) },
          instructingAgent: operatorAgent(operator),
          instructedAgent: bankAgent,
        },
      },
    },
    {
      kind: 'entry',
      entry: {
        paymentId: { endToEndId, transactionId: endToEndId },
        interbankSettlementAmount: renminbiOf(amountMinor),
        chargeBearer: 'SLEV',
        charges: [],
        debtor: operatorParty(operator),
        debtorAccount: accountAt(asked.from),
        debtorAgent: operatorAgent(operator),
        creditorAgent: bankAgent,
        creditor: mandateParty(asked.mandate),
        creditorAccount: accountAt(asked.to),
        instructionsForCreditorAgent: [],
        instructionsForNextAgent: [],
        remittance: { unstructured: ['Redemption 数字人民币兑回'], structured: [] },
      },
    },
  ]);
}

/** Money that came in and goes back. */
export type AskedReturn = Head & {
  readonly endToEndId: string;
  readonly amountMinor: bigint;
  readonly original: OriginalGroup;
  readonly reason: string;
};

export function paymentReturn(asked: AskedReturn): Promise<string> {
  const { messageId, operator, atMs, endToEndId, amountMinor, original, reason } = asked;
  return xmlOf(pacs004, [
    {
      kind: 'header',
      header: {
        groupHeader: {
          messageId,
          creationDateTime: cityTime(atMs),
          numberOfTransactions: 1,
          settlement: { method: 'INDA' },
          instructingAgent: operatorAgent(operator),
          instructedAgent: bankAgent,
        },
      },
    },
    {
      kind: 'entry',
      entry: {
        returnId: messageId,
        originalGroup: original,
        endToEndId,
        originalInterbankSettlementAmount: renminbiOf(amountMinor),
        returnedInterbankSettlementAmount: renminbiOf(amountMinor),
        interbankSettlementDate: dayOf(atMs),
        charges: [],
        reasons: [{ reason: { code: reason }, additionalInformation: [] }],
      },
    },
  ]);
}

/** What became of one payment of a message. */
export type Fate = { readonly endToEndId: string; readonly status: string; readonly reason: string | null };

/** What the bank answers to a message, payment by payment. */
export type StatusReport = Head & { readonly original: OriginalGroup; readonly fates: readonly Fate[] };

/** The answer to a message of a kind: to a customer's, or to a bank's. */
export async function statusReport(
  report: StatusReport,
): Promise<{ readonly kind: Extract<MessageKind, 'pain.002' | 'pacs.002'>; readonly xml: string }> {
  const { messageId, operator, atMs, original, fates } = report;
  const creationDateTime = cityTime(atMs);
  const details = fates.map(({ endToEndId, status, reason }) => ({
    endToEndId,
    status,
    reasons: reason === null ? [] : [{ reason: { code: reason }, additionalInformation: [] }],
    charges: [],
    ...(status === 'ACSC' ? { acceptanceDateTime: creationDateTime } : {}),
  }));
  if (original.messageName.startsWith('pain.'))
    return {
      kind: 'pain.002',
      xml: await xmlOf(pain002, [
        {
          kind: 'header',
          header: {
            groupHeader: { messageId, creationDateTime, debtorAgent: bankAgent },
            originalGroup: { ...original, status: groupStatus(fates), reasons: [], numbersPerStatus: [] },
          },
        },
        {
          kind: 'group',
          group: { paymentInformationId: original.messageId, reasons: [], numbersPerStatus: [] },
        },
        ...details.map((entry) => ({ kind: 'entry', entry }) as const),
      ]),
    };
  return {
    kind: 'pacs.002',
    xml: await xmlOf(pacs002, [
      {
        kind: 'header',
        header: {
          groupHeader: {
            messageId,
            creationDateTime,
            instructingAgent: bankAgent,
            instructedAgent: operatorAgent(operator),
          },
          originalGroups: [{ ...original, status: groupStatus(fates), reasons: [], numbersPerStatus: [] }],
        },
      },
      ...details.map((entry) => ({ kind: 'entry', entry: { ...entry, originalGroup: original } }) as const),
    ]),
  };
}

function groupStatus(fates: readonly Fate[]): string {
  const settled = fates.filter(({ status }) => status === 'ACSC').length;
  if (settled === fates.length) return 'ACSC';
  return settled === 0 ? 'RJCT' : 'PART';
}

/** A booking on an account as its owner is told. */
export type BookedEntry = {
  /** The booking's own number at the bank. */
  readonly reference: string;
  readonly endToEndId: string;
  readonly amountMinor: bigint;
  readonly creditDebit: 'CRDT' | 'DBIT';
  readonly code: string;
  readonly atMs: number;
  /** Who is on the other side, as far as the account's owner may know. */
  readonly other?: string | undefined;
  readonly isReversal?: boolean;
};

/** One booking as statements and notifications have it. */
export function reportEntry(booked: BookedEntry): ReportEntry {
  const { reference, endToEndId, amountMinor, creditDebit, code, atMs, other, isReversal } = booked;
  const bankTransactionCode: BankTransactionCode = { proprietary: { code, issuer: 'FINHARBOR' } };
  const party = other === undefined ? undefined : { party: { name: other } };
  return {
    entryReference: reference,
    amount: renminbiOf(amountMinor),
    creditDebit,
    ...(isReversal ? { isReversal } : {}),
    status: { code: 'BOOK' },
    bookingDate: { dateTime: cityTime(atMs) },
    valueDate: { date: dayOf(atMs) },
    accountServicerReference: reference,
    bankTransactionCode,
    details: [
      {
        transactions: [
          {
            references: { endToEndId },
            amount: renminbiOf(amountMinor),
            creditDebit,
            ...(party === undefined
              ? {}
              : { relatedParties: creditDebit === 'DBIT' ? { creditor: party } : { debtor: party } }),
          },
        ],
      },
    ],
  };
}

/** What the bank tells of bookings on an operator's account. */
export function notification(
  head: Head & { readonly account: StatementAccount; readonly entries: readonly BookedEntry[] },
): Promise<string> {
  const { messageId, atMs, account, entries } = head;
  return xmlOf(camt054, [
    { kind: 'header', header: { groupHeader: { messageId, creationDateTime: cityTime(atMs) } } },
    { kind: 'group', group: { id: messageId, creationDateTime: cityTime(atMs), account } },
    ...entries.map((entry) => ({ kind: 'entry', entry: reportEntry(entry) }) as const),
  ]);
}
