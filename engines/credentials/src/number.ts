/** The number of a credential: what it is, the year, a running number, and two check digits over all of it. */
export function credentialNumber(prefix: string, year: number, running: bigint): string {
  const plain = `${prefix}-${year}-${String(running).padStart(6, '0')}`;
  return `${plain}-${checkDigits(plain)}`;
}

/** The number as it is kept, of one that somebody has typed; undefined where a character is wrong or two have changed places. */
export function readNumber(text: string): string | undefined {
  const number = text.normalize('NFKC').trim().toUpperCase();
  const [, plain, digits] = /^([A-Z]{2,4}-\d{4}-\d{6,12})-(\d{2})$/.exec(number) ?? [];
  return plain !== undefined && checkDigits(plain) === digits ? number : undefined;
}

/** ISO/IEC 7064, MOD 97-10: finds every single wrong character and every exchange of two. */
function checkDigits(plain: string): string {
  const digits = plain
    .replaceAll('-', '')
    .replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return String(98n - ((BigInt(digits) * 100n) % 97n)).padStart(2, '0');
}
