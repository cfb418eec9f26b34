const product = 'urn:finharbor:product:';
const contract = 'urn:finharbor:contract:';
const counterOffer = 'urn:finharbor:counter-offer:';
const standingOffer = 'urn:finharbor:standing-offer:';
const digest = /^[0-9a-f]{64}$/;

/** What a version of a product is called among connectors. */
export function datasetIdOf(productId: string): string {
  return `${product}${productId}`;
}

/** The document id of the version that a data set is; undefined where it is none of a harbor. */
export function productIdOf(datasetId: string): string | undefined {
  return idIn(product, datasetId);
}

/** What a contract's terms are called among connectors. */
export function offerIdOf(contractId: string): string {
  return `${contract}${contractId}`;
}

/** The document id of the contract whose terms an offer has; undefined where it has others. */
export function contractIdOf(offerId: string): string | undefined {
  return idIn(contract, offerId);
}

/** What the terms of a counter-offer are called among connectors. */
export function counterOfferIdOf(documentId: string): string {
  return `${counterOffer}${documentId}`;
}

/** The document id of the counter-offer whose terms an offer has; undefined where it has others. */
export function counterOfferIn(offerId: string): string | undefined {
  return idIn(counterOffer, offerId);
}

/** What the terms are called under which everybody may ask for a product, by one of its plans. */
export function standingOfferIdOf(productId: string, plan: string): string {
  return `${standingOffer}${productId}:${encodeURIComponent(plan)}`;
}

/** Whether terms are those that are offered to everybody. */
export function isStandingOffer(offerId: string): boolean {
  return offerId.startsWith(standingOffer);
}

function idIn(prefix: string, text: string): string | undefined {
  const id = text.startsWith(prefix) ? text.slice(prefix.length) : '';
  return digest.test(id) ? id : undefined;
}
