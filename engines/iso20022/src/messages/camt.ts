import type { Money } from '@finharbor/kernel';
import { type Account, account, type StatementAccount, statementAccount } from '../parts/account.ts';
import {
  type CodeOrProprietary,
  type DateOrDateTime,
  dateOrDateTime,
  externalCode,
} from '../parts/choices.ts';
import { controlSum } from '../parts/original.ts';
import { type Party, party } from '../parts/party.ts';
import { type CreditDebit, creditDebit, type ReportEntry, reportEntry } from '../parts/report.ts';
import { amount, code, count, dateTime, decimal, flag, form, text } from '../schema/leaves.ts';
import type { Message, MessageRules } from '../schema/message.ts';
import { atLeastOne, type Fields, type Node, one, optional, passed, sequence } from '../schema/node.ts';

/** Which page of several this is (`MsgPgntn`, `StmtPgntn`). */
export type Pagination = {
  /** `PgNb`, at most 5 digits */
  readonly pageNumber: string;
  /** `LastPgInd` */
  readonly isLastPage: boolean;
};

/** The group header of a camt.053 or camt.054 (`GrpHdr`). */
export type ReportHeader = {
  /** `MsgId` */
  readonly messageId: string;
  /** `CreDtTm` */
  readonly creationDateTime: string;
  /** `MsgRcpt` */
  readonly recipient?: Party;
  /** `MsgPgntn` */
  readonly pagination?: Pagination;
  /** `AddtlInf`, at most 500 characters */
  readonly additionalInformation?: string;
};

/** What stands before the first statement or notification. */
export type ReportHead = { readonly groupHeader: ReportHeader };

/** The time that a statement is about (`FrToDt`). */
export type Period = {
  /** `FrDtTm` */
  readonly from: string;
  /** `ToDtTm` */
  readonly to: string;
};

/** How many entries there are, and their sum (`TtlCdtNtries`, `TtlDbtNtries`). */
export type NumberAndSum = {
  /** `NbOfNtries` */
  readonly numberOfEntries?: number;
  /** `Sum`, a decimal */
  readonly sum?: string;
};

/** What the entries come to (`TxsSummry`). */
export type TransactionsSummary = {
  /** `TtlNtries` */
  readonly entries?: NumberAndSum & {
    /** `TtlNetNtry` */
    readonly net?: { readonly amount: string; readonly creditDebit: CreditDebit };
  };
  /** `TtlCdtNtries` */
  readonly creditEntries?: NumberAndSum;
  /** `TtlDbtNtries` */
  readonly debitEntries?: NumberAndSum;
};

/** A notification's account and period (`Ntfctn`), without its entries. */
export type Notification = {
  /** `Id` */
  readonly id: string;
  /** `NtfctnPgntn`, `StmtPgntn` */
  readonly pagination?: Pagination;
  /** `ElctrncSeqNb`, a whole number of at most 18 digits */
  readonly electronicSequenceNumber?: string;
  /** `LglSeqNb` */
  readonly legalSequenceNumber?: string;
  /** `CreDtTm` */
  readonly creationDateTime?: string;
  /** `FrToDt` */
  readonly period?: Period;
  /** `CpyDplctInd` */
  readonly copyDuplicate?: 'CODU' | 'COPY' | 'DUPL';
  /** `Acct` */
  readonly account: StatementAccount;
  /** `RltdAcct` */
  readonly relatedAccount?: Account;
  /** `TxsSummry` */
  readonly summary?: TransactionsSummary;
};

/** What was or is on an account (`Bal`). */
export type Balance = {
  /** `Tp`: `OPBD` opening, `CLBD` closing, … */
  readonly type: { readonly codeOrProprietary: CodeOrProprietary };
  /** `Amt`; below zero it is a `DBIT` */
  readonly amount: Money;
  /** `CdtDbtInd` */
  readonly creditDebit: CreditDebit;
  /** `Dt` */
  readonly date: DateOrDateTime;
};

/** A statement's account, period and balances (`Stmt`), without its entries. */
export type Statement = Notification & {
  /** `Bal`, at least one */
  readonly balances: readonly Balance[];
};

const pagination: Node<Pagination> = sequence<Pagination>({
  pageNumber: one('PgNb', form(/^[0-9]{1,5}$/, '1–99999')),
  isLastPage: one('LastPgInd', flag),
});

const head = sequence<ReportHead>({
  groupHeader: one(
    'GrpHdr',
    sequence<ReportHeader>({
      messageId: one('MsgId', text(35)),
      creationDateTime: one('CreDtTm', dateTime),
      recipient: optional('MsgRcpt', party),
      pagination: optional('MsgPgntn', pagination),
      '-query': passed('OrgnlBizQry'),
      additionalInformation: optional('AddtlInf', text(500)),
    }),
  ),
});

const numberAndSumFields: Fields<NumberAndSum> = {
  numberOfEntries: optional('NbOfNtries', count),
  sum: optional('Sum', controlSum),
};
const numberAndSum: Node<NumberAndSum> = sequence<NumberAndSum>(numberAndSumFields);

const summary: Node<TransactionsSummary> = sequence<TransactionsSummary>({
  entries: optional(
    'TtlNtries',
    sequence<NonNullable<TransactionsSummary['entries']>>({
      ...numberAndSumFields,
      net: optional(
        'TtlNetNtry',
        sequence<{ readonly amount: string; readonly creditDebit: CreditDebit }>({
          amount: one('Amt', controlSum),
          creditDebit: one('CdtDbtInd', creditDebit),
        }),
      ),
    }),
  ),
  creditEntries: optional('TtlCdtNtries', numberAndSum),
  debitEntries: optional('TtlDbtNtries', numberAndSum),
  '-perCode': passed('TtlNtriesPerBkTxCd', Infinity),
});

const balance: Node<Balance> = sequence<Balance>({
  type: one(
    'Tp',
    sequence<Balance['type']>({
      codeOrProprietary: one('CdOrPrtry', externalCode),
      '-sub': passed('SubTp'),
    }),
  ),
  '-line': passed('CdtLine', Infinity),
  amount: one('Amt', amount),
  creditDebit: one('CdtDbtInd', creditDebit),
  date: one('Dt', dateOrDateTime),
  '-availability': passed('Avlbty', Infinity),
});

function beforeBalances(pages: 'StmtPgntn' | 'NtfctnPgntn'): Fields<Omit<Notification, 'summary'>> {
  return {
    id: one('Id', text(35)),
    pagination: optional(pages, pagination),
    electronicSequenceNumber: optional('ElctrncSeqNb', decimal(18, 0)),
    '-reporting': passed('RptgSeq'),
    legalSequenceNumber: optional('LglSeqNb', decimal(18, 0)),
    creationDateTime: optional('CreDtTm', dateTime),
    period: optional(
      'FrToDt',
      sequence<Period>({ from: one('FrDtTm', dateTime), to: one('ToDtTm', dateTime) }),
    ),
    copyDuplicate: optional('CpyDplctInd', code(['CODU', 'COPY', 'DUPL'])),
    '-source': passed('RptgSrc'),
    account: one('Acct', statementAccount),
    relatedAccount: optional('RltdAcct', account),
    '-interest': passed('Intrst', Infinity),
  };
}

const rules: MessageRules<ReportHead, Notification, ReportEntry> = {
  groupControls: {
    tags: ['TxsSummry/TtlNtries/NbOfNtries', 'TxsSummry/TtlNtries/Sum'],
    // The summary is of the whole statement, of which a page has a part.
    of: ({ summary: of, pagination: page }) =>
      page === undefined || (page.isLastPage && Number(page.pageNumber) === 1)
        ? { count: of?.entries?.numberOfEntries, sum: of?.entries?.sum }
        : { count: undefined, sum: undefined },
  },
  amountOf: (entry) => entry.amount,
};

/** What was booked on an account, and what is on it: bank to customer statement. */
export const camt053: Message<ReportHead, Statement, ReportEntry> = {
  name: 'camt.053.001.08',
  root: 'BkToCstmrStmt',
  header: head,
  group: {
    tag: 'Stmt',
    least: 1,
    node: sequence<Statement>({
      ...beforeBalances('StmtPgntn'),
      balances: atLeastOne('Bal', balance),
      summary: optional('TxsSummry', summary),
    }),
  },
  entry: { tag: 'Ntry', least: 0, node: reportEntry },
  tails: { group: ['AddtlStmtInf'], message: ['SplmtryData'] },
  rules,
};

/** What was just booked on an account: bank to customer debit and credit notification. */
export const camt054: Message<ReportHead, Notification, ReportEntry> = {
  name: 'camt.054.001.08',
  root: 'BkToCstmrDbtCdtNtfctn',
  header: head,
  group: {
    tag: 'Ntfctn',
    least: 1,
    node: sequence<Notification>({
      ...beforeBalances('NtfctnPgntn'),
      summary: optional('TxsSummry', summary),
    }),
  },
  entry: { tag: 'Ntry', least: 0, node: reportEntry },
  tails: { group: ['AddtlNtfctnInf'], message: ['SplmtryData'] },
  rules,
};
