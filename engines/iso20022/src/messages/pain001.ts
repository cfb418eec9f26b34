import type { Money } from '@finharbor/kernel';
import { type Account, account, account2009 } from '../parts/account.ts';
import { type Agent, agent, agent2009 } from '../parts/agent.ts';
import {
  type CodeOrProprietary,
  type DateOrDateTime,
  dateOrDateTime,
  externalCode,
} from '../parts/choices.ts';
import { controlSum } from '../parts/original.ts';
import { type Party, party, party2009 } from '../parts/party.ts';
import {
  type ChargeBearer,
  chargeBearer,
  type InstructedAmount,
  type InstructionForCreditorAgent,
  instructedAmount,
  instructionForCreditorAgent,
  type PaymentId,
  type PaymentType,
  paymentIdFields,
  paymentType,
  paymentType2009,
} from '../parts/payment.ts';
import { type Remittance, remittance, remittance2009 } from '../parts/remittance.ts';
import { code, count, date, dateTime, flag, text } from '../schema/leaves.ts';
import type { Controls, Message } from '../schema/message.ts';
import { type Fields, held, list, type Node, one, optional, passed, sequence } from '../schema/node.ts';

/** The group header of a pain.001 (`GrpHdr`). */
export type InitiationHeader = {
  /** `MsgId` */
  readonly messageId: string;
  /** `CreDtTm` */
  readonly creationDateTime: string;
  /** `NbOfTxs`: payments of the whole file */
  readonly numberOfTransactions: number;
  /** `CtrlSum`: sum of all amounts, whatever their currencies */
  readonly controlSum?: string;
  /** `InitgPty` */
  readonly initiatingParty: Party;
  /** `FwdgAgt` */
  readonly forwardingAgent?: Agent;
};

/** What stands before the first group of a pain.001. */
export type InitiationHead = { readonly groupHeader: InitiationHeader };

/** One debtor's payments on one day (`PmtInf`), without the payments. */
export type PaymentInstruction = {
  /** `PmtInfId` */
  readonly paymentInformationId: string;
  /** `PmtMtd` */
  readonly paymentMethod: 'CHK' | 'TRF' | 'TRA';
  /** `BtchBookg`: one booking for all of them */
  readonly batchBooking?: boolean;
  /** `NbOfTxs` */
  readonly numberOfTransactions?: number;
  /** `CtrlSum` */
  readonly controlSum?: string;
  /** `PmtTpInf` */
  readonly paymentType?: PaymentType;
  /** `ReqdExctnDt` */
  readonly requestedExecutionDate: DateOrDateTime;
  /** `Dbtr` */
  readonly debtor: Party;
  /** `DbtrAcct` */
  readonly debtorAccount: Account;
  /** `DbtrAgt` */
  readonly debtorAgent: Agent;
  /** `DbtrAgtAcct` */
  readonly debtorAgentAccount?: Account;
  /** `InstrForDbtrAgt` */
  readonly instructionForDebtorAgent?: string;
  /** `UltmtDbtr` */
  readonly ultimateDebtor?: Party;
  /** `ChrgBr` */
  readonly chargeBearer?: ChargeBearer;
  /** `ChrgsAcct` */
  readonly chargesAccount?: Account;
  /** `ChrgsAcctAgt` */
  readonly chargesAccountAgent?: Agent;
};

/** One payment of a pain.001 (`CdtTrfTxInf`). */
export type CreditTransfer = {
  /** `PmtId` */
  readonly paymentId: PaymentId;
  /** `PmtTpInf` */
  readonly paymentType?: PaymentType;
  /** `Amt` */
  readonly amount: InstructedAmount;
  /** `ChrgBr` */
  readonly chargeBearer?: ChargeBearer;
  /** `UltmtDbtr` */
  readonly ultimateDebtor?: Party;
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
  /** `CdtrAgt` */
  readonly creditorAgent?: Agent;
  /** `CdtrAgtAcct` */
  readonly creditorAgentAccount?: Account;
  /** `Cdtr` */
  readonly creditor?: Party;
  /** `CdtrAcct` */
  readonly creditorAccount?: Account;
  /** `UltmtCdtr` */
  readonly ultimateCreditor?: Party;
  /** `InstrForCdtrAgt` */
  readonly instructionsForCreditorAgent: readonly InstructionForCreditorAgent[];
  /** `InstrForDbtrAgt` */
  readonly instructionForDebtorAgent?: string;
  /** `Purp` */
  readonly purpose?: CodeOrProprietary;
  /** `RmtInf` */
  readonly remittance?: Remittance;
};

/** The parts that differ between the versions. */
type Version = {
  readonly is2009: boolean;
  readonly party: Node<Party>;
  readonly agent: Node<Agent>;
  readonly account: Node<Account>;
  readonly paymentType: Node<PaymentType>;
  readonly remittance: Node<Remittance>;
};

function groupHeader(of: Version): Node<InitiationHeader> {
  return sequence<InitiationHeader>({
    messageId: one('MsgId', text(35)),
    creationDateTime: one('CreDtTm', dateTime),
    '-authorisation': passed('Authstn', 2),
    numberOfTransactions: one('NbOfTxs', count),
    controlSum: optional('CtrlSum', controlSum),
    initiatingParty: one('InitgPty', of.party),
    forwardingAgent: optional('FwdgAgt', of.agent),
  });
}

function instructionFields(of: Version): Fields<PaymentInstruction> {
  const fields: Fields<PaymentInstruction> = {
    paymentInformationId: one('PmtInfId', text(35)),
    paymentMethod: one('PmtMtd', code(['CHK', 'TRF', 'TRA'])),
    batchBooking: optional('BtchBookg', flag),
    numberOfTransactions: optional('NbOfTxs', count),
    controlSum: optional('CtrlSum', controlSum),
    paymentType: optional('PmtTpInf', of.paymentType),
    requestedExecutionDate: one('ReqdExctnDt', of.is2009 ? held('date', date) : dateOrDateTime),
    '-pooling': passed('PoolgAdjstmntDt'),
    debtor: one('Dbtr', of.party),
    debtorAccount: one('DbtrAcct', of.account),
    debtorAgent: one('DbtrAgt', of.agent),
    debtorAgentAccount: optional('DbtrAgtAcct', of.account),
    instructionForDebtorAgent: optional('InstrForDbtrAgt', text(140)),
    ultimateDebtor: optional('UltmtDbtr', of.party),
    chargeBearer: optional('ChrgBr', chargeBearer),
    chargesAccount: optional('ChrgsAcct', of.account),
    chargesAccountAgent: optional('ChrgsAcctAgt', of.agent),
  };
  if (!of.is2009) return fields;
  const { instructionForDebtorAgent: _, ...older } = fields;
  return older as Fields<PaymentInstruction>;
}

function paymentId(of: Version): Node<PaymentId> {
  if (!of.is2009) return sequence<PaymentId>(paymentIdFields);
  const { instructionId, endToEndId } = paymentIdFields;
  return sequence<Omit<PaymentId, 'uetr'>>({ instructionId, endToEndId });
}

function transferFields(of: Version): Fields<CreditTransfer> {
  return {
    paymentId: one('PmtId', paymentId(of)),
    paymentType: optional('PmtTpInf', of.paymentType),
    amount: one('Amt', instructedAmount),
    '-rate': passed('XchgRateInf'),
    chargeBearer: optional('ChrgBr', chargeBearer),
    '-cheque': passed('ChqInstr'),
    ultimateDebtor: optional('UltmtDbtr', of.party),
    intermediaryAgent1: optional('IntrmyAgt1', of.agent),
    intermediaryAgent1Account: optional('IntrmyAgt1Acct', of.account),
    intermediaryAgent2: optional('IntrmyAgt2', of.agent),
    intermediaryAgent2Account: optional('IntrmyAgt2Acct', of.account),
    intermediaryAgent3: optional('IntrmyAgt3', of.agent),
    intermediaryAgent3Account: optional('IntrmyAgt3Acct', of.account),
    creditorAgent: optional('CdtrAgt', of.agent),
    creditorAgentAccount: optional('CdtrAgtAcct', of.account),
    creditor: optional('Cdtr', of.party),
    creditorAccount: optional('CdtrAcct', of.account),
    ultimateCreditor: optional('UltmtCdtr', of.party),
    instructionsForCreditorAgent: list('InstrForCdtrAgt', instructionForCreditorAgent),
    instructionForDebtorAgent: optional('InstrForDbtrAgt', text(140)),
    purpose: optional('Purp', externalCode),
    '-reporting': passed('RgltryRptg', 10),
    '-tax': passed('Tax'),
    '-related': passed('RltdRmtInf', 10),
    remittance: optional('RmtInf', of.remittance),
    ...(of.is2009 ? {} : { '-supplementary': passed('SplmtryData', Infinity) }),
  };
}

/** Many customers' systems still send the version of 2009; it is read, and never written. */
const v03: Version = {
  is2009: true,
  party: party2009,
  agent: agent2009,
  account: account2009,
  paymentType: paymentType2009,
  remittance: remittance2009,
};
const v09: Version = { is2009: false, party, agent, account, paymentType, remittance };

const controlTags = ['NbOfTxs', 'CtrlSum'] as const;
const controls = (of: {
  readonly numberOfTransactions?: number;
  readonly controlSum?: string;
}): Controls => ({
  count: of.numberOfTransactions,
  sum: of.controlSum,
});

/** A payment's amount, in the currency it is given in. */
function amountOf({ amount }: CreditTransfer): Money | undefined {
  if (amount === undefined) return undefined;
  return 'instructed' in amount ? amount.instructed : amount.equivalent?.amount;
}

function initiation(name: string, of: Version): Message<InitiationHead, PaymentInstruction, CreditTransfer> {
  return {
    name,
    root: 'CstmrCdtTrfInitn',
    header: sequence<InitiationHead>({ groupHeader: one('GrpHdr', groupHeader(of)) }),
    group: { tag: 'PmtInf', least: 1, node: sequence<PaymentInstruction>(instructionFields(of)) },
    entry: { tag: 'CdtTrfTxInf', least: 1, node: sequence<CreditTransfer>(transferFields(of)) },
    tails: { group: [], message: of.is2009 ? [] : ['SplmtryData'] },
    rules: {
      headerControls: { tags: controlTags, of: ({ groupHeader: header }) => controls(header) },
      groupControls: { tags: controlTags, of: controls },
      amountOf,
      endToEndIdOf: (entry) => entry.paymentId?.endToEndId,
      groupIdOf: { tag: 'PmtInfId', of: (group) => group.paymentInformationId },
    },
  };
}

/** Payments that a customer asks its bank to make: customer credit transfer initiation. */
export const pain001: Message<InitiationHead, PaymentInstruction, CreditTransfer> = initiation(
  'pain.001.001.09',
  v09,
);

/** The same in the version of 2009: for reading. */
export const pain001v03: Message<InitiationHead, PaymentInstruction, CreditTransfer> = initiation(
  'pain.001.001.03',
  v03,
);
