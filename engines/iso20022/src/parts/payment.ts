import type { Money } from '@finharbor/kernel';
import { amount, code, currencyCode, decimal, payableAmount, text, uetr } from '../schema/leaves.ts';
import { choice, type Fields, type Leaf, list, type Node, one, optional, sequence } from '../schema/node.ts';
import { type Agent, agent } from './agent.ts';
import { type CodeOrProprietary, codeOrProprietary, externalCode } from './choices.ts';

/** What names a payment for life (`PmtId`). */
export type PaymentId = {
  /** `InstrId`: point to point */
  readonly instructionId?: string;
  /** `EndToEndId`: from the debtor to the creditor, unchanged; `NOTPROVIDED` where there is none */
  readonly endToEndId: string;
  /** `UETR`, a UUID v4 */
  readonly uetr?: string;
};

/** How a payment is to be handled (`PmtTpInf`). */
export type PaymentType = {
  /** `InstrPrty` */
  readonly instructionPriority?: 'HIGH' | 'NORM';
  /** `SvcLvl` */
  readonly serviceLevels: readonly CodeOrProprietary[];
  /** `LclInstrm` */
  readonly localInstrument?: CodeOrProprietary;
  /** `CtgyPurp`: `SALA` for wages, `GOVT` for payments of government, … */
  readonly categoryPurpose?: CodeOrProprietary;
};

/** The same between banks. */
export type InterbankPaymentType = PaymentType & {
  /** `ClrChanl` */
  readonly clearingChannel?: 'RTGS' | 'RTNS' | 'MPNS' | 'BOOK';
};

/** Who bears the charges (`ChrgBr`): debtor, creditor, each its own, as the service level says. */
export type ChargeBearer = 'DEBT' | 'CRED' | 'SHAR' | 'SLEV';

/** Charges (`ChrgsInf`). */
export type Charges = {
  /** `Amt` */
  readonly amount: Money;
  /** `Agt`: who takes them */
  readonly agent: Agent;
};

/** What is to be paid (`Amt`): an amount (`InstdAmt`), or the equivalent of one in another currency (`EqvtAmt`). */
export type InstructedAmount = { readonly instructed: Money } | { readonly equivalent: EquivalentAmount };

/** `EqvtAmt` */
export type EquivalentAmount = {
  /** `Amt` */
  readonly amount: Money;
  /** `CcyOfTrf` */
  readonly currencyOfTransfer: string;
};

/** `InstrForCdtrAgt` */
export type InstructionForCreditorAgent = {
  /** `Cd` */
  readonly code?: 'CHQB' | 'HOLD' | 'PHOB' | 'TELB';
  /** `InstrInf` */
  readonly information?: string;
};

export const paymentIdFields: Fields<PaymentId> = {
  instructionId: optional('InstrId', text(35)),
  endToEndId: one('EndToEndId', text(35)),
  uetr: optional('UETR', uetr),
};

const priority: Leaf<'HIGH' | 'NORM'> = code(['HIGH', 'NORM']);
export const clearingChannel: Leaf<'RTGS' | 'RTNS' | 'MPNS' | 'BOOK'> = code([
  'RTGS',
  'RTNS',
  'MPNS',
  'BOOK',
]);
export const localInstrument: Node<CodeOrProprietary> = codeOrProprietary(35);

function paymentTypeOf(serviceLevels: number): Node<PaymentType> {
  return sequence<PaymentType>({
    instructionPriority: optional('InstrPrty', priority),
    serviceLevels: list('SvcLvl', externalCode, serviceLevels),
    localInstrument: optional('LclInstrm', localInstrument),
    categoryPurpose: optional('CtgyPurp', externalCode),
  });
}

export const paymentType: Node<PaymentType> = paymentTypeOf(Infinity);
export const paymentType2009: Node<PaymentType> = paymentTypeOf(1);

export const interbankPaymentType: Node<InterbankPaymentType> = sequence<InterbankPaymentType>({
  instructionPriority: optional('InstrPrty', priority),
  clearingChannel: optional('ClrChanl', clearingChannel),
  serviceLevels: list('SvcLvl', externalCode),
  localInstrument: optional('LclInstrm', localInstrument),
  categoryPurpose: optional('CtgyPurp', externalCode),
});

export const chargeBearer: Leaf<ChargeBearer> = code(['DEBT', 'CRED', 'SHAR', 'SLEV']);

/** A rate of exchange: 11 digits, 10 of them after the point. */
export const rate: Leaf<string> = decimal(11, 10);

export const charges: Node<Charges> = sequence<Charges>({
  amount: one('Amt', amount),
  agent: one('Agt', agent),
});

export const instructedAmount: Node<InstructedAmount> = choice<InstructedAmount>({
  instructed: one('InstdAmt', payableAmount),
  equivalent: one(
    'EqvtAmt',
    sequence<EquivalentAmount>({
      amount: one('Amt', payableAmount),
      currencyOfTransfer: one('CcyOfTrf', currencyCode),
    }),
  ),
});

export const instructionForCreditorAgent: Node<InstructionForCreditorAgent> =
  sequence<InstructionForCreditorAgent>({
    code: optional('Cd', code(['CHQB', 'HOLD', 'PHOB', 'TELB'])),
    information: optional('InstrInf', text(140)),
  });
