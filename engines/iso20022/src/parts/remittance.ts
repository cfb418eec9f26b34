import type { Money } from '@finharbor/kernel';
import { amount, code, date, text } from '../schema/leaves.ts';
import { choice, list, type Node, one, optional, passed, sequence } from '../schema/node.ts';
import type { CodeOrProprietary } from './choices.ts';
import { type Party, party, party2009 } from './party.ts';

/** A type of document or reference: `CdOrPrtry`, `Issr`. */
export type DocumentType = { readonly codeOrProprietary: CodeOrProprietary; readonly issuer?: string };

/** A document that is paid (`RfrdDocInf`). */
export type ReferredDocument = {
  /** `Tp`; `CINV` is an invoice */
  readonly type?: DocumentType;
  /** `Nb` */
  readonly number?: string;
  /** `RltdDt` */
  readonly relatedDate?: string;
};

/** Amounts of the documents (`RfrdDocAmt`). */
export type ReferredAmount = {
  /** `DuePyblAmt` */
  readonly duePayableAmount?: Money;
  /** `CdtNoteAmt` */
  readonly creditNoteAmount?: Money;
  /** `RmtdAmt` */
  readonly remittedAmount?: Money;
};

/** A reference the creditor gave (`CdtrRefInf`). */
export type CreditorReference = {
  /** `Tp` */
  readonly type?: DocumentType;
  /** `Ref` */
  readonly reference?: string;
};

/** What is paid, for programs (`Strd`). */
export type StructuredRemittance = {
  /** `RfrdDocInf` */
  readonly referredDocuments: readonly ReferredDocument[];
  /** `RfrdDocAmt` */
  readonly referredAmount?: ReferredAmount;
  /** `CdtrRefInf` */
  readonly creditorReference?: CreditorReference;
  /** `Invcr` */
  readonly invoicer?: Party;
  /** `Invcee` */
  readonly invoicee?: Party;
  /** `AddtlRmtInf`, at most 3 */
  readonly additionalInformation: readonly string[];
};

/** What a payment is for (`RmtInf`). */
export type Remittance = {
  /** `Ustrd`, each at most 140 characters */
  readonly unstructured: readonly string[];
  /** `Strd` */
  readonly structured: readonly StructuredRemittance[];
};

const documentCodes2009 = [
  ...(['MSIN', 'CNFA', 'DNFA', 'CINV', 'CREN', 'DEBN', 'HIRI', 'SBIN'] as const),
  ...(['CMCN', 'SOAC', 'DISP', 'BOLD', 'VCHR', 'AROI', 'TSUT'] as const),
] as const;
const documentCodes = [...documentCodes2009, 'PUOR'] as const;
const referenceCodes = ['RADM', 'RPIN', 'FXDR', 'DISP', 'PUOR', 'SCOR'] as const;

function documentType(codes: readonly string[]): Node<DocumentType> {
  return sequence<DocumentType>({
    codeOrProprietary: one(
      'CdOrPrtry',
      choice<CodeOrProprietary>({ code: one('Cd', code(codes)), proprietary: one('Prtry', text(35)) }),
    ),
    issuer: optional('Issr', text(35)),
  });
}

const referredAmount: Node<ReferredAmount> = sequence<ReferredAmount>({
  duePayableAmount: optional('DuePyblAmt', amount),
  '-discount': passed('DscntApldAmt', Infinity),
  creditNoteAmount: optional('CdtNoteAmt', amount),
  '-tax': passed('TaxAmt', Infinity),
  '-adjustment': passed('AdjstmntAmtAndRsn', Infinity),
  remittedAmount: optional('RmtdAmt', amount),
});

const creditorReference: Node<CreditorReference> = sequence<CreditorReference>({
  type: optional('Tp', documentType(referenceCodes)),
  reference: optional('Ref', text(35)),
});

function remittanceOf(of: { readonly party: Node<Party>; readonly is2009: boolean }): Node<Remittance> {
  const structured = sequence<StructuredRemittance>({
    referredDocuments: list(
      'RfrdDocInf',
      sequence<ReferredDocument>({
        type: optional('Tp', documentType(of.is2009 ? documentCodes2009 : documentCodes)),
        number: optional('Nb', text(35)),
        relatedDate: optional('RltdDt', date),
        ...(of.is2009 ? {} : { '-lines': passed('LineDtls', Infinity) }),
      }),
    ),
    referredAmount: optional('RfrdDocAmt', referredAmount),
    creditorReference: optional('CdtrRefInf', creditorReference),
    invoicer: optional('Invcr', of.party),
    invoicee: optional('Invcee', of.party),
    ...(of.is2009 ? {} : { '-tax': passed('TaxRmt'), '-garnishment': passed('GrnshmtRmt') }),
    additionalInformation: list('AddtlRmtInf', text(140), 3),
  });
  return sequence<Remittance>({
    unstructured: list('Ustrd', text(140)),
    structured: list('Strd', structured),
  });
}

export const remittance: Node<Remittance> = remittanceOf({ party, is2009: false });
export const remittance2009: Node<Remittance> = remittanceOf({ party: party2009, is2009: true });
