import type { SignedDocument } from '@finharbor/access';
import type { DocumentType } from '../documents.ts';
import { projectOverseen } from '../overseen/project.ts';
import { type Projecting, projectProduct, projectProducts } from '../search/project.ts';

/** Writes what is derived from a document that is new here; part of the transaction that stores it. */
export async function project(parts: Projecting, doc: SignedDocument): Promise<void> {
  switch (doc.type as DocumentType) {
    case 'product':
    case 'rights_registration':
    case 'rights_certificate':
    case 'objection_decision':
    case 'compliance_review':
    case 'listing_change':
      return projectProduct(parts, (doc.body as { readonly product: string }).product);
    case 'listing_rules':
      // What others sign of that kind counts for nothing, and shall not cost anything either.
      return doc.issuer === parts.terms.registry ? projectProducts(parts) : undefined;
    default:
      return projectOverseen(parts.tx, doc);
  }
}
