import type { Money } from '@finharbor/kernel';
import { type Agent, agent } from '../parts/agent.ts';
import {
  controlSum,
  type OriginalGroup,
  type OriginalTransaction,
  originalGroup,
  originalTransaction,
  type Reason,
  type ReturnedGroup,
  reason,
  returnedGroup,
} from '../parts/original.ts';
import { type ChargeBearer, type Charges, chargeBearer, charges, rate } from '../parts/payment.ts';
import { type Settlement, settlement } from '../parts/settlement.ts';
import { amount, code, count, date, dateTime, flag, payableAmount, text, uetr } from '../schema/leaves.ts';
import type { Message } from '../schema/message.ts';
import { list, type Node, one, optional, passed, sequence } from '../schema/node.ts';

/** The group header of a pacs.004 (`GrpHdr`). */
export type ReturnHeader = {
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
  /** `GrpRtr`: the whole original message is returned */
  readonly groupReturn?: boolean;
  /** `TtlRtrdIntrBkSttlmAmt` */
  readonly totalReturnedInterbankSettlementAmount?: Money;
  /** `IntrBkSttlmDt` */
  readonly interbankSettlementDate?: string;
  /** `SttlmInf` */
  readonly settlement: Settlement;
  /** `InstgAgt` */
  readonly instructingAgent?: Agent;
  /** `InstdAgt` */
  readonly instructedAgent?: Agent;
};

/** What stands before the first payment of a pacs.004. */
export type ReturnHead = {
  /** `GrpHdr` */
  readonly groupHeader: ReturnHeader;
  /** `OrgnlGrpInf` */
  readonly originalGroup?: ReturnedGroup;
};

/** A payment that is returned (`TxInf`). */
export type PaymentReturn = {
  /** `RtrId` */
  readonly returnId?: string;
  /** `OrgnlGrpInf` */
  readonly originalGroup?: OriginalGroup;
  /** `OrgnlInstrId` */
  readonly instructionId?: string;
  /** `OrgnlEndToEndId` */
  readonly endToEndId?: string;
  /** `OrgnlTxId` */
  readonly transactionId?: string;
  /** `OrgnlUETR` */
  readonly uetr?: string;
  /** `OrgnlClrSysRef` */
  readonly originalClearingSystemReference?: string;
  /** `OrgnlIntrBkSttlmAmt` */
  readonly originalInterbankSettlementAmount?: Money;
  /** `OrgnlIntrBkSttlmDt` */
  readonly originalInterbankSettlementDate?: string;
  /** `RtrdIntrBkSttlmAmt` */
  readonly returnedInterbankSettlementAmount: Money;
  /** `IntrBkSttlmDt` */
  readonly interbankSettlementDate?: string;
  /** `SttlmPrty` */
  readonly settlementPriority?: 'URGT' | 'HIGH' | 'NORM';
  /** `RtrdInstdAmt` */
  readonly returnedInstructedAmount?: Money;
  /** `XchgRate`, a decimal */
  readonly exchangeRate?: string;
  /** `CompstnAmt` */
  readonly compensationAmount?: Money;
  /** `ChrgBr` */
  readonly chargeBearer?: ChargeBearer;
  /** `ChrgsInf` */
  readonly charges: readonly Charges[];
  /** `ClrSysRef` */
  readonly clearingSystemReference?: string;
  /** `InstgAgt` */
  readonly instructingAgent?: Agent;
  /** `InstdAgt` */
  readonly instructedAgent?: Agent;
  /** `RtrRsnInf` */
  readonly reasons: readonly Reason[];
  /** `OrgnlTxRef` */
  readonly originalTransaction?: OriginalTransaction;
};

const groupHeader: Node<ReturnHeader> = sequence<ReturnHeader>({
  messageId: one('MsgId', text(35)),
  creationDateTime: one('CreDtTm', dateTime),
  '-authorisation': passed('Authstn', 2),
  batchBooking: optional('BtchBookg', flag),
  numberOfTransactions: one('NbOfTxs', count),
  controlSum: optional('CtrlSum', controlSum),
  groupReturn: optional('GrpRtr', flag),
  totalReturnedInterbankSettlementAmount: optional('TtlRtrdIntrBkSttlmAmt', payableAmount),
  interbankSettlementDate: optional('IntrBkSttlmDt', date),
  settlement: one('SttlmInf', settlement),
  instructingAgent: optional('InstgAgt', agent),
  instructedAgent: optional('InstdAgt', agent),
});

const paymentReturn = sequence<PaymentReturn>({
  returnId: optional('RtrId', text(35)),
  originalGroup: optional('OrgnlGrpInf', originalGroup),
  instructionId: optional('OrgnlInstrId', text(35)),
  endToEndId: optional('OrgnlEndToEndId', text(35)),
  transactionId: optional('OrgnlTxId', text(35)),
  uetr: optional('OrgnlUETR', uetr),
  originalClearingSystemReference: optional('OrgnlClrSysRef', text(35)),
  originalInterbankSettlementAmount: optional('OrgnlIntrBkSttlmAmt', payableAmount),
  originalInterbankSettlementDate: optional('OrgnlIntrBkSttlmDt', date),
  returnedInterbankSettlementAmount: one('RtrdIntrBkSttlmAmt', payableAmount),
  interbankSettlementDate: optional('IntrBkSttlmDt', date),
  settlementPriority: optional('SttlmPrty', code(['URGT', 'HIGH', 'NORM'])),
  '-indication': passed('SttlmTmIndctn'),
  returnedInstructedAmount: optional('RtrdInstdAmt', payableAmount),
  exchangeRate: optional('XchgRate', rate),
  compensationAmount: optional('CompstnAmt', amount),
  chargeBearer: optional('ChrgBr', chargeBearer),
  charges: list('ChrgsInf', charges),
  clearingSystemReference: optional('ClrSysRef', text(35)),
  instructingAgent: optional('InstgAgt', agent),
  instructedAgent: optional('InstdAgt', agent),
  '-chain': passed('RtrChain'),
  reasons: list('RtrRsnInf', reason),
  originalTransaction: optional('OrgnlTxRef', originalTransaction),
  '-supplementary': passed('SplmtryData', Infinity),
});

/** Money that goes back: payment return. A return of a whole message has no payments of its own. */
export const pacs004: Message<ReturnHead, never, PaymentReturn> = {
  name: 'pacs.004.001.09',
  root: 'PmtRtr',
  header: sequence<ReturnHead>({
    groupHeader: one('GrpHdr', groupHeader),
    originalGroup: optional('OrgnlGrpInf', returnedGroup),
  }),
  group: undefined,
  entry: { tag: 'TxInf', least: 0, node: paymentReturn },
  tails: { group: [], message: ['SplmtryData'] },
  rules: {
    headerControls: {
      tags: ['NbOfTxs', 'CtrlSum'],
      // The number of a whole message's return is that of the original, whose payments do not stand here.
      of: ({ groupHeader: { numberOfTransactions, controlSum: sum, groupReturn } }) =>
        groupReturn === true ? { count: undefined, sum: undefined } : { count: numberOfTransactions, sum },
    },
    amountOf: (entry) => entry.returnedInterbankSettlementAmount,
  },
};
