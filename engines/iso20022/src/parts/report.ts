import type { Money } from '@finharbor/kernel';
import {
  amount,
  code,
  count,
  currencyCode,
  date,
  dateTime,
  decimal,
  flag,
  text,
  uetr,
} from '../schema/leaves.ts';
import {
  type Composite,
  type Leaf,
  list,
  type Node,
  one,
  optional,
  passed,
  sequence,
} from '../schema/node.ts';
import { type Account, account } from './account.ts';
import { type Agent, agent, type PartyOrAgent, partyOrAgent } from './agent.ts';
import { type CodeOrProprietary, type DateOrDateTime, dateOrDateTime, externalCode } from './choices.ts';
import type { Reason } from './original.ts';
import { party } from './party.ts';
import { type ChargeBearer, chargeBearer, localInstrument, rate } from './payment.ts';
import { type Remittance, remittance } from './remittance.ts';

/** To the account (`CRDT`) or from it (`DBIT`). */
export type CreditDebit = 'CRDT' | 'DBIT';

/** What kind of booking it is (`BkTxCd`). */
export type BankTransactionCode = {
  /** `Domn` */
  readonly domain?: {
    /** `Cd` */
    readonly code: string;
    /** `Fmly` */
    readonly family: {
      /** `Cd` */
      readonly code: string;
      /** `SubFmlyCd` */
      readonly subFamilyCode: string;
    };
  };
  /** `Prtry` */
  readonly proprietary?: {
    /** `Cd` */
    readonly code: string;
    /** `Issr` */
    readonly issuer?: string;
  };
};

/** A rate that was applied (`CcyXchg`). */
export type CurrencyExchange = {
  /** `SrcCcy` */
  readonly sourceCurrency: string;
  /** `TrgtCcy` */
  readonly targetCurrency?: string;
  /** `UnitCcy` */
  readonly unitCurrency?: string;
  /** `XchgRate`, a decimal */
  readonly exchangeRate: string;
  /** `CtrctId` */
  readonly contractId?: string;
  /** `QtnDt` */
  readonly quotationDate?: string;
};

/** An amount, and the rate where it was exchanged. */
export type ExchangedAmount = {
  /** `Amt` */
  readonly amount: Money;
  /** `CcyXchg` */
  readonly currencyExchange?: CurrencyExchange;
};

/** The amounts behind a booking (`AmtDtls`). */
export type AmountDetails = {
  /** `InstdAmt` */
  readonly instructedAmount?: ExchangedAmount;
  /** `TxAmt` */
  readonly transactionAmount?: ExchangedAmount;
  /** `CntrValAmt` */
  readonly counterValueAmount?: ExchangedAmount;
};

/** A charge that was booked (`Rcrd`). */
export type ChargesRecord = {
  /** `Amt` */
  readonly amount: Money;
  /** `CdtDbtInd` */
  readonly creditDebit?: CreditDebit;
  /** `ChrgInclInd`: it is part of the entry's amount */
  readonly isIncluded?: boolean;
  /** `Rate`, a percentage */
  readonly rate?: string;
  /** `Br` */
  readonly bearer?: ChargeBearer;
  /** `Agt` */
  readonly agent?: Agent;
};

/** Charges of a booking (`Chrgs`). */
export type BookedCharges = {
  /** `TtlChrgsAndTaxAmt` */
  readonly totalChargesAndTaxAmount?: Money;
  /** `Rcrd` */
  readonly records: readonly ChargesRecord[];
};

/** What names the payment behind a booking (`Refs`). */
export type TransactionReferences = {
  /** `MsgId` */
  readonly messageId?: string;
  /** `AcctSvcrRef` */
  readonly accountServicerReference?: string;
  /** `PmtInfId` */
  readonly paymentInformationId?: string;
  /** `InstrId` */
  readonly instructionId?: string;
  /** `EndToEndId` */
  readonly endToEndId?: string;
  /** `UETR` */
  readonly uetr?: string;
  /** `TxId` */
  readonly transactionId?: string;
  /** `MndtId` */
  readonly mandateId?: string;
  /** `ChqNb` */
  readonly chequeNumber?: string;
  /** `ClrSysRef` */
  readonly clearingSystemReference?: string;
  /** `AcctOwnrTxId` */
  readonly accountOwnerTransactionId?: string;
  /** `AcctSvcrTxId` */
  readonly accountServicerTransactionId?: string;
};

/** Who is behind a booking (`RltdPties`). */
export type RelatedParties = {
  /** `InitgPty` */
  readonly initiatingParty?: PartyOrAgent;
  /** `Dbtr` */
  readonly debtor?: PartyOrAgent;
  /** `DbtrAcct` */
  readonly debtorAccount?: Account;
  /** `UltmtDbtr` */
  readonly ultimateDebtor?: PartyOrAgent;
  /** `Cdtr` */
  readonly creditor?: PartyOrAgent;
  /** `CdtrAcct` */
  readonly creditorAccount?: Account;
  /** `UltmtCdtr` */
  readonly ultimateCreditor?: PartyOrAgent;
};

/** The banks behind a booking (`RltdAgts`). */
export type RelatedAgents = {
  /** `InstgAgt` */
  readonly instructingAgent?: Agent;
  /** `InstdAgt` */
  readonly instructedAgent?: Agent;
  /** `DbtrAgt` */
  readonly debtorAgent?: Agent;
  /** `CdtrAgt` */
  readonly creditorAgent?: Agent;
};

/** The payment that is returned, and why (`RtrInf`). */
export type ReturnInformation = Reason & {
  /** `OrgnlBkTxCd` */
  readonly originalBankTransactionCode?: BankTransactionCode;
};

/** The days behind a booking (`RltdDts`). */
export type RelatedDates = {
  /** `AccptncDtTm` */
  readonly acceptanceDateTime?: string;
  /** `IntrBkSttlmDt` */
  readonly interbankSettlementDate?: string;
  /** `TxDtTm` */
  readonly transactionDateTime?: string;
};

/** One payment of a booking (`TxDtls`). */
export type TransactionDetails = {
  /** `Refs` */
  readonly references?: TransactionReferences;
  /** `Amt` */
  readonly amount?: Money;
  /** `CdtDbtInd` */
  readonly creditDebit?: CreditDebit;
  /** `AmtDtls` */
  readonly amountDetails?: AmountDetails;
  /** `BkTxCd` */
  readonly bankTransactionCode?: BankTransactionCode;
  /** `Chrgs` */
  readonly charges?: BookedCharges;
  /** `RltdPties` */
  readonly relatedParties?: RelatedParties;
  /** `RltdAgts` */
  readonly relatedAgents?: RelatedAgents;
  /** `LclInstrm` */
  readonly localInstrument?: CodeOrProprietary;
  /** `Purp` */
  readonly purpose?: CodeOrProprietary;
  /** `RmtInf` */
  readonly remittance?: Remittance;
  /** `RltdDts` */
  readonly relatedDates?: RelatedDates;
  /** `RtrInf` */
  readonly returnInformation?: ReturnInformation;
  /** `AddtlTxInf`, at most 500 characters */
  readonly additionalInformation?: string;
};

/** A batch behind a booking (`Btch`). */
export type BatchInformation = {
  /** `MsgId` */
  readonly messageId?: string;
  /** `PmtInfId` */
  readonly paymentInformationId?: string;
  /** `NbOfTxs` */
  readonly numberOfTransactions?: number;
  /** `TtlAmt` */
  readonly totalAmount?: Money;
  /** `CdtDbtInd` */
  readonly creditDebit?: CreditDebit;
};

/** What is behind a booking (`NtryDtls`). */
export type EntryDetails = {
  /** `Btch` */
  readonly batch?: BatchInformation;
  /** `TxDtls` */
  readonly transactions: readonly TransactionDetails[];
};

/** One booking of a statement or notification (`Ntry`). Its amount may be zero; which way it goes, `CdtDbtInd` says. */
export type ReportEntry = {
  /** `NtryRef` */
  readonly entryReference?: string;
  /** `Amt` */
  readonly amount: Money;
  /** `CdtDbtInd` */
  readonly creditDebit: CreditDebit;
  /** `RvslInd` */
  readonly isReversal?: boolean;
  /** `Sts`: `BOOK` booked, `PDNG` pending, … */
  readonly status: CodeOrProprietary;
  /** `BookgDt` */
  readonly bookingDate?: DateOrDateTime;
  /** `ValDt` */
  readonly valueDate?: DateOrDateTime;
  /** `AcctSvcrRef` */
  readonly accountServicerReference?: string;
  /** `BkTxCd` */
  readonly bankTransactionCode: BankTransactionCode;
  /** `AmtDtls` */
  readonly amountDetails?: AmountDetails;
  /** `Chrgs` */
  readonly charges?: BookedCharges;
  /** `NtryDtls` */
  readonly details: readonly EntryDetails[];
  /** `AddtlNtryInf`, at most 500 characters */
  readonly additionalInformation?: string;
};

export const creditDebit: Leaf<CreditDebit> = code(['CRDT', 'DBIT']);

const bankTransactionCode: Node<BankTransactionCode> = sequence<BankTransactionCode>({
  domain: optional(
    'Domn',
    sequence<NonNullable<BankTransactionCode['domain']>>({
      code: one('Cd', text(4)),
      family: one(
        'Fmly',
        sequence<NonNullable<BankTransactionCode['domain']>['family']>({
          code: one('Cd', text(4)),
          subFamilyCode: one('SubFmlyCd', text(4)),
        }),
      ),
    }),
  ),
  proprietary: optional(
    'Prtry',
    sequence<NonNullable<BankTransactionCode['proprietary']>>({
      code: one('Cd', text(35)),
      issuer: optional('Issr', text(35)),
    }),
  ),
});

const exchangedAmount: Node<ExchangedAmount> = sequence<ExchangedAmount>({
  amount: one('Amt', amount),
  currencyExchange: optional(
    'CcyXchg',
    sequence<CurrencyExchange>({
      sourceCurrency: one('SrcCcy', currencyCode),
      targetCurrency: optional('TrgtCcy', currencyCode),
      unitCurrency: optional('UnitCcy', currencyCode),
      exchangeRate: one('XchgRate', rate),
      contractId: optional('CtrctId', text(35)),
      quotationDate: optional('QtnDt', dateTime),
    }),
  ),
});

const amountDetails: Node<AmountDetails> = sequence<AmountDetails>({
  instructedAmount: optional('InstdAmt', exchangedAmount),
  transactionAmount: optional('TxAmt', exchangedAmount),
  counterValueAmount: optional('CntrValAmt', exchangedAmount),
  '-announced': passed('AnncdPstngAmt'),
  '-proprietary': passed('PrtryAmt', Infinity),
});

const bookedCharges: Node<BookedCharges> = sequence<BookedCharges>({
  totalChargesAndTaxAmount: optional('TtlChrgsAndTaxAmt', amount),
  records: list(
    'Rcrd',
    sequence<ChargesRecord>({
      amount: one('Amt', amount),
      creditDebit: optional('CdtDbtInd', creditDebit),
      isIncluded: optional('ChrgInclInd', flag),
      '-type': passed('Tp'),
      rate: optional('Rate', decimal(11, 10)),
      bearer: optional('Br', chargeBearer),
      agent: optional('Agt', agent),
      '-tax': passed('Tax'),
    }),
  ),
});

const references: Node<TransactionReferences> = sequence<TransactionReferences>({
  messageId: optional('MsgId', text(35)),
  accountServicerReference: optional('AcctSvcrRef', text(35)),
  paymentInformationId: optional('PmtInfId', text(35)),
  instructionId: optional('InstrId', text(35)),
  endToEndId: optional('EndToEndId', text(35)),
  uetr: optional('UETR', uetr),
  transactionId: optional('TxId', text(35)),
  mandateId: optional('MndtId', text(35)),
  chequeNumber: optional('ChqNb', text(35)),
  clearingSystemReference: optional('ClrSysRef', text(35)),
  accountOwnerTransactionId: optional('AcctOwnrTxId', text(35)),
  accountServicerTransactionId: optional('AcctSvcrTxId', text(35)),
  '-market': passed('MktInfrstrctrTxId'),
  '-processing': passed('PrcgId'),
  '-proprietary': passed('Prtry', Infinity),
});

const relatedParties: Node<RelatedParties> = sequence<RelatedParties>({
  initiatingParty: optional('InitgPty', partyOrAgent),
  debtor: optional('Dbtr', partyOrAgent),
  debtorAccount: optional('DbtrAcct', account),
  ultimateDebtor: optional('UltmtDbtr', partyOrAgent),
  creditor: optional('Cdtr', partyOrAgent),
  creditorAccount: optional('CdtrAcct', account),
  ultimateCreditor: optional('UltmtCdtr', partyOrAgent),
  '-trading': passed('TradgPty'),
  '-proprietary': passed('Prtry', Infinity),
});

const relatedAgents: Node<RelatedAgents> = sequence<RelatedAgents>({
  instructingAgent: optional('InstgAgt', agent),
  instructedAgent: optional('InstdAgt', agent),
  debtorAgent: optional('DbtrAgt', agent),
  creditorAgent: optional('CdtrAgt', agent),
  '-intermediary1': passed('IntrmyAgt1'),
  '-intermediary2': passed('IntrmyAgt2'),
  '-intermediary3': passed('IntrmyAgt3'),
  '-receiving': passed('RcvgAgt'),
  '-delivering': passed('DlvrgAgt'),
  '-issuing': passed('IssgAgt'),
  '-settlement': passed('SttlmPlc'),
  '-proprietary': passed('Prtry', Infinity),
});

const relatedDates: Node<RelatedDates> = sequence<RelatedDates>({
  acceptanceDateTime: optional('AccptncDtTm', dateTime),
  '-activity': passed('TradActvtyCtrctlSttlmDt'),
  '-trade': passed('TradDt'),
  interbankSettlementDate: optional('IntrBkSttlmDt', date),
  '-start': passed('StartDt'),
  '-end': passed('EndDt'),
  transactionDateTime: optional('TxDtTm', dateTime),
  '-proprietary': passed('Prtry', Infinity),
});

const returnInformation: Node<ReturnInformation> = sequence<ReturnInformation>({
  originalBankTransactionCode: optional('OrgnlBkTxCd', bankTransactionCode),
  originator: optional('Orgtr', party),
  reason: optional('Rsn', externalCode),
  additionalInformation: list('AddtlInf', text(105)),
});

const transactionDetails: Node<TransactionDetails> = sequence<TransactionDetails>({
  references: optional('Refs', references),
  amount: optional('Amt', amount),
  creditDebit: optional('CdtDbtInd', creditDebit),
  amountDetails: optional('AmtDtls', amountDetails),
  '-availability': passed('Avlbty', Infinity),
  bankTransactionCode: optional('BkTxCd', bankTransactionCode),
  charges: optional('Chrgs', bookedCharges),
  '-interest': passed('Intrst'),
  relatedParties: optional('RltdPties', relatedParties),
  relatedAgents: optional('RltdAgts', relatedAgents),
  localInstrument: optional('LclInstrm', localInstrument),
  purpose: optional('Purp', externalCode),
  '-related': passed('RltdRmtInf', 10),
  remittance: optional('RmtInf', remittance),
  relatedDates: optional('RltdDts', relatedDates),
  '-price': passed('RltdPric'),
  '-quantities': passed('RltdQties', Infinity),
  '-instrument': passed('FinInstrmId'),
  '-tax': passed('Tax'),
  returnInformation: optional('RtrInf', returnInformation),
  '-action': passed('CorpActn'),
  '-safekeeping': passed('SfkpgAcct'),
  '-deposit': passed('CshDpst', Infinity),
  '-card': passed('CardTx'),
  additionalInformation: optional('AddtlTxInf', text(500)),
  '-supplementary': passed('SplmtryData', Infinity),
});

const entryDetails: Node<EntryDetails> = sequence<EntryDetails>({
  batch: optional(
    'Btch',
    sequence<BatchInformation>({
      messageId: optional('MsgId', text(35)),
      paymentInformationId: optional('PmtInfId', text(35)),
      numberOfTransactions: optional('NbOfTxs', count),
      totalAmount: optional('TtlAmt', amount),
      creditDebit: optional('CdtDbtInd', creditDebit),
    }),
  ),
  transactions: list('TxDtls', transactionDetails),
});

export const reportEntry: Composite<ReportEntry> = sequence<ReportEntry>({
  entryReference: optional('NtryRef', text(35)),
  amount: one('Amt', amount),
  creditDebit: one('CdtDbtInd', creditDebit),
  isReversal: optional('RvslInd', flag),
  status: one('Sts', externalCode),
  bookingDate: optional('BookgDt', dateOrDateTime),
  valueDate: optional('ValDt', dateOrDateTime),
  accountServicerReference: optional('AcctSvcrRef', text(35)),
  '-availability': passed('Avlbty', Infinity),
  bankTransactionCode: one('BkTxCd', bankTransactionCode),
  '-waiver': passed('ComssnWvrInd'),
  '-additional': passed('AddtlInfInd'),
  amountDetails: optional('AmtDtls', amountDetails),
  charges: optional('Chrgs', bookedCharges),
  '-channel': passed('TechInptChanl'),
  '-interest': passed('Intrst'),
  '-card': passed('CardTx'),
  details: list('NtryDtls', entryDetails),
  additionalInformation: optional('AddtlNtryInf', text(500)),
});
