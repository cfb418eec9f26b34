/** The plain form of a telephone number, or undefined: eleven digits for a mobile number of the mainland, otherwise + and the country's code. */
export function readPhone(text: string): string | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[\s()-]/g, '');
  const mainland = /^(?:\+?86)?(1[3-9]\d{9})$/.exec(plain)?.[1];
  if (mainland !== undefined) return mainland;
  return /^\+(?!86)[1-9]\d{6,14}$/.test(plain) ? plain : undefined;
}

/** The plain form of an e-mail address, or undefined. Only writing to it tells whether it is anybody's. */
export function readEmail(text: string): string | undefined {
  const plain = text.normalize('NFKC').trim();
  const isAddress = plain.length <= 254 && /^[^\s@<>"(),:;]{1,64}@([a-z0-9-]+\.)+[a-z]{2,}$/i.test(plain);
  return isAddress ? plain.replace(/@.*$/, (domain) => domain.toLowerCase()) : undefined;
}
