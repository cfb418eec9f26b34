import { bic, bic2009, lei, text } from '../schema/leaves.ts';
import { choice, type Node, one, optional, sequence } from '../schema/node.ts';
import { type CodeOrProprietary, codeOrProprietary } from './choices.ts';
import {
  type GenericIdentification,
  genericIdentification,
  type Party,
  type PostalAddress,
  party,
  postalAddress,
  postalAddress2009,
} from './party.ts';

/** A bank's number in a clearing system (`ClrSysMmbId`); for CNAPS the system is `CNAPS` and the member the 12-digit bank code. */
export type ClearingSystemMember = {
  /** `ClrSysId` */
  readonly clearingSystem?: CodeOrProprietary;
  /** `MmbId` */
  readonly memberId: string;
};

/** A bank (`FinInstnId`). */
export type FinancialInstitution = {
  /** `BICFI`, in the versions of 2009 `BIC` */
  readonly bic?: string;
  /** `ClrSysMmbId` */
  readonly clearingSystemMember?: ClearingSystemMember;
  /** `LEI` */
  readonly lei?: string;
  /** `Nm` */
  readonly name?: string;
  /** `PstlAdr` */
  readonly postalAddress?: PostalAddress;
  /** `Othr` */
  readonly other?: GenericIdentification;
};

/** A branch of a bank (`BrnchId`). */
export type Branch = {
  /** `Id` */
  readonly id?: string;
  /** `LEI` */
  readonly lei?: string;
  /** `Nm` */
  readonly name?: string;
  /** `PstlAdr` */
  readonly postalAddress?: PostalAddress;
};

/** A bank that takes part in a payment (`DbtrAgt`, `CdtrAgt`, `InstgAgt`, `IntrmyAgt1`, …). */
export type Agent = {
  /** `FinInstnId` */
  readonly financialInstitution: FinancialInstitution;
  /** `BrnchId` */
  readonly branch?: Branch;
};

/** A firm or a person (`Pty`), or a bank (`Agt`). */
export type PartyOrAgent = { readonly party: Party } | { readonly agent: Agent };

const clearingSystemMember: Node<ClearingSystemMember> = sequence<ClearingSystemMember>({
  clearingSystem: optional('ClrSysId', codeOrProprietary(5)),
  memberId: one('MmbId', text(35)),
});

export const agent: Node<Agent> = sequence<Agent>({
  financialInstitution: one(
    'FinInstnId',
    sequence<FinancialInstitution>({
      bic: optional('BICFI', bic),
      clearingSystemMember: optional('ClrSysMmbId', clearingSystemMember),
      lei: optional('LEI', lei),
      name: optional('Nm', text(140)),
      postalAddress: optional('PstlAdr', postalAddress),
      other: optional('Othr', genericIdentification),
    }),
  ),
  branch: optional(
    'BrnchId',
    sequence<Branch>({
      id: optional('Id', text(35)),
      lei: optional('LEI', lei),
      name: optional('Nm', text(140)),
      postalAddress: optional('PstlAdr', postalAddress),
    }),
  ),
});

export const agent2009: Node<Agent> = sequence<Agent>({
  financialInstitution: one(
    'FinInstnId',
    sequence<Omit<FinancialInstitution, 'lei'>>({
      bic: optional('BIC', bic2009),
      clearingSystemMember: optional('ClrSysMmbId', clearingSystemMember),
      name: optional('Nm', text(140)),
      postalAddress: optional('PstlAdr', postalAddress2009),
      other: optional('Othr', genericIdentification),
    }),
  ),
  branch: optional(
    'BrnchId',
    sequence<Omit<Branch, 'lei'>>({
      id: optional('Id', text(35)),
      name: optional('Nm', text(140)),
      postalAddress: optional('PstlAdr', postalAddress2009),
    }),
  ),
});

export const partyOrAgent: Node<PartyOrAgent> = choice<PartyOrAgent>({
  party: one('Pty', party),
  agent: one('Agt', agent),
});
