import { type Agent, agent } from '../parts/agent.ts';
import {
  type GroupStatus,
  groupStatusFields,
  type OriginalGroupStatus,
  type OriginalTransaction,
  originalGroupStatus,
  originalTransaction,
  type Reason,
  reason,
  status,
} from '../parts/original.ts';
import { type Party, party } from '../parts/party.ts';
import { type Charges, charges } from '../parts/payment.ts';
import { dateTime, text, uetr } from '../schema/leaves.ts';
import type { Message } from '../schema/message.ts';
import { list, one, optional, passed, sequence } from '../schema/node.ts';

/** The group header of a pain.002 (`GrpHdr`). */
export type CustomerStatusHeader = {
  /** `MsgId` */
  readonly messageId: string;
  /** `CreDtTm` */
  readonly creationDateTime: string;
  /** `InitgPty` */
  readonly initiatingParty?: Party;
  /** `FwdgAgt` */
  readonly forwardingAgent?: Agent;
  /** `DbtrAgt` */
  readonly debtorAgent?: Agent;
  /** `CdtrAgt` */
  readonly creditorAgent?: Agent;
};

/** What stands before the first group of a pain.002. */
export type CustomerStatusHead = {
  /** `GrpHdr` */
  readonly groupHeader: CustomerStatusHeader;
  /** `OrgnlGrpInfAndSts` */
  readonly originalGroup: OriginalGroupStatus;
};

/** A group of the original message, and what became of it (`OrgnlPmtInfAndSts`). */
export type PaymentInstructionStatus = GroupStatus & {
  /** `OrgnlPmtInfId` */
  readonly paymentInformationId: string;
};

/** A payment, and what became of it (`TxInfAndSts`). */
export type CustomerPaymentStatus = {
  /** `StsId` */
  readonly statusId?: string;
  /** `OrgnlInstrId` */
  readonly instructionId?: string;
  /** `OrgnlEndToEndId` */
  readonly endToEndId?: string;
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
  /** `AcctSvcrRef` */
  readonly accountServicerReference?: string;
  /** `ClrSysRef` */
  readonly clearingSystemReference?: string;
  /** `OrgnlTxRef` */
  readonly originalTransaction?: OriginalTransaction;
};

/** What became of the payments of a pain.001: customer payment status report. */
export const pain002: Message<CustomerStatusHead, PaymentInstructionStatus, CustomerPaymentStatus> = {
  name: 'pain.002.001.10',
  root: 'CstmrPmtStsRpt',
  header: sequence<CustomerStatusHead>({
    groupHeader: one(
      'GrpHdr',
      sequence<CustomerStatusHeader>({
        messageId: one('MsgId', text(35)),
        creationDateTime: one('CreDtTm', dateTime),
        initiatingParty: optional('InitgPty', party),
        forwardingAgent: optional('FwdgAgt', agent),
        debtorAgent: optional('DbtrAgt', agent),
        creditorAgent: optional('CdtrAgt', agent),
      }),
    ),
    originalGroup: one('OrgnlGrpInfAndSts', originalGroupStatus),
  }),
  group: {
    tag: 'OrgnlPmtInfAndSts',
    least: 0,
    node: sequence<PaymentInstructionStatus>({
      paymentInformationId: one('OrgnlPmtInfId', text(35)),
      ...groupStatusFields('PmtInfSts'),
    }),
  },
  entry: {
    tag: 'TxInfAndSts',
    least: 0,
    node: sequence<CustomerPaymentStatus>({
      statusId: optional('StsId', text(35)),
      instructionId: optional('OrgnlInstrId', text(35)),
      endToEndId: optional('OrgnlEndToEndId', text(35)),
      uetr: optional('OrgnlUETR', uetr),
      status: optional('TxSts', status),
      reasons: list('StsRsnInf', reason),
      charges: list('ChrgsInf', charges),
      '-tracker': passed('TrckrData'),
      acceptanceDateTime: optional('AccptncDtTm', dateTime),
      accountServicerReference: optional('AcctSvcrRef', text(35)),
      clearingSystemReference: optional('ClrSysRef', text(35)),
      originalTransaction: optional('OrgnlTxRef', originalTransaction),
      '-supplementary': passed('SplmtryData', Infinity),
    }),
  },
  tails: { group: [], message: ['SplmtryData'] },
  rules: { groupIdOf: { tag: 'OrgnlPmtInfId', of: (group) => group.paymentInformationId } },
};
