import type { Money } from '@finharbor/kernel';
import { type Account, account } from '../parts/account.ts';
import { type Agent, agent } from '../parts/agent.ts';
import { type CodeOrProprietary, externalCode } from '../parts/choices.ts';
import { controlSum } from '../parts/original.ts';
import { type Party, party } from '../parts/party.ts';
import {
  type ChargeBearer,
  type Charges,
  chargeBearer,
  charges,
  type InstructionForCreditorAgent,
  type InterbankPaymentType,
  instructionForCreditorAgent,
  interbankPaymentType,
  type PaymentId,
  rate,
} from '../parts/payment.ts';
import { type Remittance, remittance } from '../parts/remittance.ts';
import { type Settlement, settlement } from '../parts/settlement.ts';
import { code, count, date, dateTime, flag, payableAmount, text, uetr } from '../schema/leaves.ts';
import type { Message } from '../schema/message.ts';
import { list, type Node, one, optional, passed, sequence } from '../schema/node.ts';

/** The group header of a pacs.008 (`GrpHdr`). */
export type InterbankHeader = {
  /** `MsgId` */
  readonly messageId: string;
  /** `CreDtTm` */
  readonly creationDateTime: string;
  /** `BtchBookg` */
  readonly batchBooking?: boolean;
  /** `NbOfTxs` */
  readonly numberOfTransactions: number;
  /** `CtrlSum` */
  readonly controlSum?: string;
  /** `TtlIntrBkSttlmAmt` */
  readonly totalInterbankSettlementAmount?: Money;
  /** `IntrBkSttlmDt` */
  readonly interbankSettlementDate?: string;
  /** `SttlmInf` */
  readonly settlement: Settlement;
  /** `PmtTpInf` */
  readonly paymentType?: InterbankPaymentType;
  /** `InstgAgt` */
  readonly instructingAgent?: Agent;
  /** `InstdAgt` */
  readonly instructedAgent?: Agent;
};

/** What stands before the first payment of a pacs.008. */
export type InterbankHead = { readonly groupHeader: InterbankHeader };

/** What names a payment between banks (`PmtId`). */
export type InterbankPaymentId = PaymentId & {
  /** `TxId` */
  readonly transactionId?: string;
  /** `ClrSysRef` */
  readonly clearingSystemReference?: string;
};

/** `InstrForNxtAgt` */
export type InstructionForNextAgent = {
  /** `Cd` */
  readonly code?: 'PHOA' | 'TELA';
  /** `InstrInf` */
  readonly information?: string;
};

/** One payment of a pacs.008 (`CdtTrfTxInf`). */
export type InterbankTransfer = {
  /** `PmtId` */
  readonly paymentId: InterbankPaymentId;
  /** `PmtTpInf` */
  readonly paymentType?: InterbankPaymentType;
  /** `IntrBkSttlmAmt` */
  readonly interbankSettlementAmount: Money;
  /** `IntrBkSttlmDt` */
  readonly interbankSettlementDate?: string;
  /** `SttlmPrty` */
  readonly settlementPriority?: 'URGT' | 'HIGH' | 'NORM';
  /** `AccptncDtTm` */
  readonly acceptanceDateTime?: string;
  /** `InstdAmt` */
  readonly instructedAmount?: Money;
  /** `XchgRate`, a decimal */
  readonly exchangeRate?: string;
  /** `ChrgBr` */
  readonly chargeBearer: ChargeBearer;
  /** `ChrgsInf` */
  readonly charges: readonly Charges[];
  /** `PrvsInstgAgt1` */
  readonly previousInstructingAgent1?: Agent;
  /** `InstgAgt` */
  readonly instructingAgent?: Agent;
  /** `InstdAgt` */
  readonly instructedAgent?: Agent;
  /** `IntrmyAgt1` */
  readonly intermediaryAgent1?: Agent;
  /** `IntrmyAgt1Acct` */
  readonly intermediaryAgent1Account?: Account;
  /** `IntrmyAgt2` */
  readonly intermediaryAgent2?: Agent;
  /** `IntrmyAgt2Acct` */
  readonly intermediaryAgent2Account?: Account;
  /** `IntrmyAgt3` */
  readonly intermediaryAgent3?: Agent;
  /** `IntrmyAgt3Acct` */
  readonly intermediaryAgent3Account?: Account;
  /** `UltmtDbtr` */
  readonly ultimateDebtor?: Party;
  /** `InitgPty` */
  readonly initiatingParty?: Party;
  /** `Dbtr` */
  readonly debtor: Party;
  /** `DbtrAcct` */
  readonly debtorAccount?: Account;
  /** `DbtrAgt` */
  readonly debtorAgent: Agent;
  /** `DbtrAgtAcct` */
  readonly debtorAgentAccount?: Account;
  /** `CdtrAgt` */
  readonly creditorAgent: Agent;
  /** `CdtrAgtAcct` */
  readonly creditorAgentAccount?: Account;
  /** `Cdtr` */
  readonly creditor: Party;
  /** `CdtrAcct` */
  readonly creditorAccount?: Account;
  /** `UltmtCdtr` */
  readonly ultimateCreditor?: Party;
  /** `InstrForCdtrAgt` */
  readonly instructionsForCreditorAgent: readonly InstructionForCreditorAgent[];
  /** `InstrForNxtAgt` */
  readonly instructionsForNextAgent: readonly InstructionForNextAgent[];
  /** `Purp` */
  readonly purpose?: CodeOrProprietary;
  /** `RmtInf` */
  readonly remittance?: Remittance;
};

const groupHeader: Node<InterbankHeader> = sequence<InterbankHeader>({
  messageId: one('MsgId', text(35)),
  creationDateTime: one('CreDtTm', dateTime),
  batchBooking: optional('BtchBookg', flag),
  numberOfTransactions: one('NbOfTxs', count),
  controlSum: optional('CtrlSum', controlSum),
  totalInterbankSettlementAmount: optional('TtlIntrBkSttlmAmt', payableAmount),
  interbankSettlementDate: optional('IntrBkSttlmDt', date),
  settlement: one('SttlmInf', settlement),
  paymentType: optional('PmtTpInf', interbankPaymentType),
  instructingAgent: optional('InstgAgt', agent),
  instructedAgent: optional('InstdAgt', agent),
});

const paymentId: Node<InterbankPaymentId> = sequence<InterbankPaymentId>({
  instructionId: optional('InstrId', text(35)),
  endToEndId: one('EndToEndId', text(35)),
  transactionId: optional('TxId', text(35)),
  uetr: optional('UETR', uetr),
  clearingSystemReference: optional('ClrSysRef', text(35)),
});

const instructionForNextAgent: Node<InstructionForNextAgent> = sequence<InstructionForNextAgent>({
  code: optional('Cd', code(['PHOA', 'TELA'])),
  information: optional('InstrInf', text(140)),
});

const transfer = sequence<InterbankTransfer>({
  paymentId: one('PmtId', paymentId),
  paymentType: optional('PmtTpInf', interbankPaymentType),
  interbankSettlementAmount: one('IntrBkSttlmAmt', payableAmount),
  interbankSettlementDate: optional('IntrBkSttlmDt', date),
  settlementPriority: optional('SttlmPrty', code(['URGT', 'HIGH', 'NORM'])),
  '-indication': passed('SttlmTmIndctn'),
  '-request': passed('SttlmTmReq'),
  acceptanceDateTime: optional('AccptncDtTm', dateTime),
  '-pooling': passed('PoolgAdjstmntDt'),
  instructedAmount: optional('InstdAmt', payableAmount),
  exchangeRate: optional('XchgRate', rate),
  chargeBearer: one('ChrgBr', chargeBearer),
  charges: list('ChrgsInf', charges),
  previousInstructingAgent1: optional('PrvsInstgAgt1', agent),
  '-previous1': passed('PrvsInstgAgt1Acct'),
  '-previous2': passed('PrvsInstgAgt2'),
  '-previous2account': passed('PrvsInstgAgt2Acct'),
  '-previous3': passed('PrvsInstgAgt3'),
  '-previous3account': passed('PrvsInstgAgt3Acct'),
  instructingAgent: optional('InstgAgt', agent),
  instructedAgent: optional('InstdAgt', agent),
  intermediaryAgent1: optional('IntrmyAgt1', agent),
  intermediaryAgent1Account: optional('IntrmyAgt1Acct', account),
  intermediaryAgent2: optional('IntrmyAgt2', agent),
  intermediaryAgent2Account: optional('IntrmyAgt2Acct', account),
  intermediaryAgent3: optional('IntrmyAgt3', agent),
  intermediaryAgent3Account: optional('IntrmyAgt3Acct', account),
  ultimateDebtor: optional('UltmtDbtr', party),
  initiatingParty: optional('InitgPty', party),
  debtor: one('Dbtr', party),
  debtorAccount: optional('DbtrAcct', account),
  debtorAgent: one('DbtrAgt', agent),
  debtorAgentAccount: optional('DbtrAgtAcct', account),
  creditorAgent: one('CdtrAgt', agent),
  creditorAgentAccount: optional('CdtrAgtAcct', account),
  creditor: one('Cdtr', party),
  creditorAccount: optional('CdtrAcct', account),
  ultimateCreditor: optional('UltmtCdtr', party),
  instructionsForCreditorAgent: list('InstrForCdtrAgt', instructionForCreditorAgent),
  instructionsForNextAgent: list('InstrForNxtAgt', instructionForNextAgent),
  purpose: optional('Purp', externalCode),
  '-reporting': passed('RgltryRptg', 10),
  '-tax': passed('Tax'),
  '-related': passed('RltdRmtInf', 10),
  remittance: optional('RmtInf', remittance),
  '-supplementary': passed('SplmtryData', Infinity),
});

/** Payments from bank to bank for their customers: FI to FI customer credit transfer. */
export const pacs008: Message<InterbankHead, never, InterbankTransfer> = {
  name: 'pacs.008.001.08',
  root: 'FIToFICstmrCdtTrf',
  header: sequence<InterbankHead>({ groupHeader: one('GrpHdr', groupHeader) }),
  group: undefined,
  entry: { tag: 'CdtTrfTxInf', least: 1, node: transfer },
  tails: { group: [], message: ['SplmtryData'] },
  rules: {
    headerControls: {
      tags: ['NbOfTxs', 'CtrlSum'],
      of: ({ groupHeader: { numberOfTransactions, controlSum: sum } }) => ({
        count: numberOfTransactions,
        sum,
      }),
    },
    amountOf: (entry) => entry.interbankSettlementAmount,
    endToEndIdOf: (entry) => entry.paymentId?.endToEndId,
  },
};
