import { type Agent, agent } from '../parts/agent.ts';
import { type DateOrDateTime, dateOrDateTime } from '../parts/choices.ts';
import {
  type OriginalGroup,
  type OriginalGroupStatus,
  type OriginalTransaction,
  originalGroup,
  originalGroupStatus,
  originalTransaction,
  type Reason,
  reason,
  status,
} from '../parts/original.ts';
import { type Charges, charges } from '../parts/payment.ts';
import { dateTime, text, uetr } from '../schema/leaves.ts';
import type { Message } from '../schema/message.ts';
import { list, one, optional, passed, sequence } from '../schema/node.ts';

/** The group header of a pacs.002 (`GrpHdr`). */
export type InterbankStatusHeader = {
  /** `MsgId` */
  readonly messageId: string;
  /** `CreDtTm` */
  readonly creationDateTime: string;
  /** `InstgAgt` */
  readonly instructingAgent?: Agent;
  /** `InstdAgt` */
  readonly instructedAgent?: Agent;
};

/** What stands before the first payment of a pacs.002. */
export type InterbankStatusHead = {
  /** `GrpHdr` */
  readonly groupHeader: InterbankStatusHeader;
  /** `OrgnlGrpInfAndSts` */
  readonly originalGroups: readonly OriginalGroupStatus[];
};

/** A payment between banks, and what became of it (`TxInfAndSts`). */
export type InterbankPaymentStatus = {
  /** `StsId` */
  readonly statusId?: string;
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
  /** `TxSts`: `ACSC` settled, `RJCT` rejected, `PDNG` pending, … */
  readonly status?: string;
  /** `StsRsnInf` */
  readonly reasons: readonly Reason[];
  /** `ChrgsInf` */
  readonly charges: readonly Charges[];
  /** `AccptncDtTm` */
  readonly acceptanceDateTime?: string;
  /** `FctvIntrBkSttlmDt` */
  readonly effectiveInterbankSettlementDate?: DateOrDateTime;
  /** `AcctSvcrRef` */
  readonly accountServicerReference?: string;
  /** `ClrSysRef` */
  readonly clearingSystemReference?: string;
  /** `InstgAgt` */
  readonly instructingAgent?: Agent;
  /** `InstdAgt` */
  readonly instructedAgent?: Agent;
  /** `OrgnlTxRef` */
  readonly originalTransaction?: OriginalTransaction;
};

/** What became of payments between banks: FI to FI payment status report. */
export const pacs002: Message<InterbankStatusHead, never, InterbankPaymentStatus> = {
  name: 'pacs.002.001.10',
  root: 'FIToFIPmtStsRpt',
  header: sequence<InterbankStatusHead>({
    groupHeader: one(
      'GrpHdr',
      sequence<InterbankStatusHeader>({
        messageId: one('MsgId', text(35)),
        creationDateTime: one('CreDtTm', dateTime),
        instructingAgent: optional('InstgAgt', agent),
        instructedAgent: optional('InstdAgt', agent),
      }),
    ),
    originalGroups: list('OrgnlGrpInfAndSts', originalGroupStatus),
  }),
  group: undefined,
  entry: {
    tag: 'TxInfAndSts',
    least: 0,
    node: sequence<InterbankPaymentStatus>({
      statusId: optional('StsId', text(35)),
      originalGroup: optional('OrgnlGrpInf', originalGroup),
      instructionId: optional('OrgnlInstrId', text(35)),
      endToEndId: optional('OrgnlEndToEndId', text(35)),
      transactionId: optional('OrgnlTxId', text(35)),
      uetr: optional('OrgnlUETR', uetr),
      status: optional('TxSts', status),
      reasons: list('StsRsnInf', reason),
      charges: list('ChrgsInf', charges),
      acceptanceDateTime: optional('AccptncDtTm', dateTime),
      effectiveInterbankSettlementDate: optional('FctvIntrBkSttlmDt', dateOrDateTime),
      accountServicerReference: optional('AcctSvcrRef', text(35)),
      clearingSystemReference: optional('ClrSysRef', text(35)),
      instructingAgent: optional('InstgAgt', agent),
      instructedAgent: optional('InstdAgt', agent),
      originalTransaction: optional('OrgnlTxRef', originalTransaction),
      '-supplementary': passed('SplmtryData', Infinity),
    }),
  },
  tails: { group: [], message: ['SplmtryData'] },
  rules: {},
};
