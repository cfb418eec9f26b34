import type { Money } from '@finharbor/kernel';
import { amount, code, count, date, dateTime, decimal, text } from '../schema/leaves.ts';
import { type Fields, type Leaf, list, type Node, one, optional, passed, sequence } from '../schema/node.ts';
import { type Account, account } from './account.ts';
import { type Agent, agent, type PartyOrAgent, partyOrAgent } from './agent.ts';
import { type CodeOrProprietary, type DateOrDateTime, dateOrDateTime, externalCode } from './choices.ts';
import { type Party, party } from './party.ts';
import {
  clearingChannel,
  type InstructedAmount,
  type InterbankPaymentType,
  instructedAmount,
  localInstrument,
} from './payment.ts';
import { type Remittance, remittance } from './remittance.ts';

/** Why a payment has a status (`StsRsnInf`) or is returned (`RtrRsnInf`). */
export type Reason = {
  /** `Orgtr`: who says so */
  readonly originator?: Party;
  /** `Rsn`: `AC04` for a closed account, … */
  readonly reason?: CodeOrProprietary;
  /** `AddtlInf`, each at most 105 characters */
  readonly additionalInformation: readonly string[];
};

/** The message an answer is about (`OrgnlGrpInf`). */
export type OriginalGroup = {
  /** `OrgnlMsgId` */
  readonly messageId: string;
  /** `OrgnlMsgNmId`: `pain.001.001.09`, … */
  readonly messageName: string;
  /** `OrgnlCreDtTm` */
  readonly creationDateTime?: string;
};

/** How many payments have a status (`NbOfTxsPerSts`). */
export type NumberPerStatus = {
  /** `DtldNbOfTxs` */
  readonly numberOfTransactions: number;
  /** `DtldSts` */
  readonly status: string;
  /** `DtldCtrlSum` */
  readonly controlSum?: string;
};

/** What an answer says of a message or group as a whole. */
export type GroupStatus = {
  /** `OrgnlNbOfTxs` */
  readonly numberOfTransactions?: number;
  /** `OrgnlCtrlSum` */
  readonly controlSum?: string;
  /** `GrpSts`, `PmtInfSts`: `ACCP`, `PART`, `RJCT`, … */
  readonly status?: string;
  /** `StsRsnInf` */
  readonly reasons: readonly Reason[];
  /** `NbOfTxsPerSts` */
  readonly numbersPerStatus: readonly NumberPerStatus[];
};

/** The message an answer is about, and what it says of it (`OrgnlGrpInfAndSts`). */
export type OriginalGroupStatus = OriginalGroup & GroupStatus;

/** Parts of the original payment, repeated (`OrgnlTxRef`). */
export type OriginalTransaction = {
  /** `IntrBkSttlmAmt` */
  readonly interbankSettlementAmount?: Money;
  /** `Amt` */
  readonly amount?: InstructedAmount;
  /** `IntrBkSttlmDt` */
  readonly interbankSettlementDate?: string;
  /** `ReqdExctnDt` */
  readonly requestedExecutionDate?: DateOrDateTime;
  /** `PmtTpInf` */
  readonly paymentType?: InterbankPaymentType;
  /** `PmtMtd` */
  readonly paymentMethod?: 'CHK' | 'TRF' | 'DD' | 'TRA';
  /** `RmtInf` */
  readonly remittance?: Remittance;
  /** `UltmtDbtr` */
  readonly ultimateDebtor?: PartyOrAgent;
  /** `Dbtr` */
  readonly debtor?: PartyOrAgent;
  /** `DbtrAcct` */
  readonly debtorAccount?: Account;
  /** `DbtrAgt` */
  readonly debtorAgent?: Agent;
  /** `DbtrAgtAcct` */
  readonly debtorAgentAccount?: Account;
  /** `CdtrAgt` */
  readonly creditorAgent?: Agent;
  /** `CdtrAgtAcct` */
  readonly creditorAgentAccount?: Account;
  /** `Cdtr` */
  readonly creditor?: PartyOrAgent;
  /** `CdtrAcct` */
  readonly creditorAccount?: Account;
  /** `UltmtCdtr` */
  readonly ultimateCreditor?: PartyOrAgent;
  /** `Purp` */
  readonly purpose?: CodeOrProprietary;
};

/** The sum of amounts, whatever their currencies: 18 digits, 17 of them after the point. */
export const controlSum: Leaf<string> = decimal(18, 17);

/** A status of the external lists, such as `ACSC` or `RJCT`. */
export const status: Leaf<string> = text(4);

export const reason: Node<Reason> = sequence<Reason>({
  originator: optional('Orgtr', party),
  reason: optional('Rsn', externalCode),
  additionalInformation: list('AddtlInf', text(105)),
});

const originalGroupFields: Fields<OriginalGroup> = {
  messageId: one('OrgnlMsgId', text(35)),
  messageName: one('OrgnlMsgNmId', text(35)),
  creationDateTime: optional('OrgnlCreDtTm', dateTime),
};

export const originalGroup: Node<OriginalGroup> = sequence<OriginalGroup>(originalGroupFields);

/** An original message whose payments were all returned (`OrgnlGrpInf` of a return). */
export type ReturnedGroup = OriginalGroup & { readonly reasons: readonly Reason[] };

export const returnedGroup: Node<ReturnedGroup> = sequence<ReturnedGroup>({
  ...originalGroupFields,
  reasons: list('RtrRsnInf', reason),
});

export function groupStatusFields(statusTag: 'GrpSts' | 'PmtInfSts'): Fields<GroupStatus> {
  return {
    numberOfTransactions: optional('OrgnlNbOfTxs', count),
    controlSum: optional('OrgnlCtrlSum', controlSum),
    status: optional(statusTag, status),
    reasons: list('StsRsnInf', reason),
    numbersPerStatus: list(
      'NbOfTxsPerSts',
      sequence<NumberPerStatus>({
        numberOfTransactions: one('DtldNbOfTxs', count),
        status: one('DtldSts', status),
        controlSum: optional('DtldCtrlSum', controlSum),
      }),
    ),
  };
}

export const originalGroupStatus: Node<OriginalGroupStatus> = sequence<OriginalGroupStatus>({
  ...originalGroupFields,
  ...groupStatusFields('GrpSts'),
});

const originalPaymentType: Node<InterbankPaymentType> = sequence<InterbankPaymentType>({
  instructionPriority: optional('InstrPrty', code(['HIGH', 'NORM'])),
  clearingChannel: optional('ClrChanl', clearingChannel),
  serviceLevels: list('SvcLvl', externalCode),
  localInstrument: optional('LclInstrm', localInstrument),
  '-sequence': passed('SeqTp'),
  categoryPurpose: optional('CtgyPurp', externalCode),
});

export const originalTransaction: Node<OriginalTransaction> = sequence<OriginalTransaction>({
  interbankSettlementAmount: optional('IntrBkSttlmAmt', amount),
  amount: optional('Amt', instructedAmount),
  interbankSettlementDate: optional('IntrBkSttlmDt', date),
  '-collection': passed('ReqdColltnDt'),
  requestedExecutionDate: optional('ReqdExctnDt', dateOrDateTime),
  '-scheme': passed('CdtrSchmeId'),
  '-settlement': passed('SttlmInf'),
  paymentType: optional('PmtTpInf', originalPaymentType),
  paymentMethod: optional('PmtMtd', code(['CHK', 'TRF', 'DD', 'TRA'])),
  '-mandate': passed('MndtRltdInf'),
  remittance: optional('RmtInf', remittance),
  ultimateDebtor: optional('UltmtDbtr', partyOrAgent),
  debtor: optional('Dbtr', partyOrAgent),
  debtorAccount: optional('DbtrAcct', account),
  debtorAgent: optional('DbtrAgt', agent),
  debtorAgentAccount: optional('DbtrAgtAcct', account),
  creditorAgent: optional('CdtrAgt', agent),
  creditorAgentAccount: optional('CdtrAgtAcct', account),
  creditor: optional('Cdtr', partyOrAgent),
  creditorAccount: optional('CdtrAcct', account),
  ultimateCreditor: optional('UltmtCdtr', partyOrAgent),
  purpose: optional('Purp', externalCode),
});
