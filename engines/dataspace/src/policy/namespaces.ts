/** ODRL 2.2's own terms. */
const odrlNamespace = 'http://www.w3.org/ns/odrl/2/';
/** Terms of this platform; as a profile it says that a policy uses them. */
export const ownNamespace = 'urn:finharbor:usage:1:';

/** The whole name of a term of ODRL. */
export function odrl(name: string): string {
  return `${odrlNamespace}${name}`;
}

/** The whole name of one of our terms. */
export function own(name: string): string {
  return `${ownNamespace}${name}`;
}

const currencies = 'https://www.currency-iso.org/dam/downloads/lists/list_one.xml#';

/** A currency as the ODRL recommendation writes it in its examples. */
export function currencyUnit(code: string): string {
  return `${currencies}${code}`;
}

/** The code of a currency so written; undefined where it is something else. */
export function currencyOf(unit: unknown): string | undefined {
  if (typeof unit !== 'string' || !unit.startsWith(currencies)) return undefined;
  const code = unit.slice(currencies.length);
  return /^[A-Z]{3}$/.test(code) ? code : undefined;
}
