const product = 'urn:finharbor:product:';
const contract = 'urn:finharbor:contract:';
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

function idIn(prefix: string, text: string): string | undefined {
  const id = text.startsWith(prefix) ? text.slice(prefix.length) : '';
  return digest.test(id) ? id : undefined;
}
