/** Documents a person may be known by. */
export type DocumentType = 'resident_id' | 'passport' | 'hk_macao_permit' | 'taiwan_permit';

/** A document as it is kept: its number in capitals without spaces. */
export type IdentityDocument = { readonly type: DocumentType; readonly number: string };

/** The kinds of documents, the usual one first. */
export const documentTypes: readonly DocumentType[] = [
  'resident_id',
  'passport',
  'hk_macao_permit',
  'taiwan_permit',
];

const forms: Readonly<Record<Exclude<DocumentType, 'resident_id'>, RegExp>> = {
  // ICAO Doc 9303: up to nine letters and digits.
  passport: /^[A-Z0-9]{6,9}$/,
  hk_macao_permit: /^[HM]\d{8}(\d{2})?$/,
  taiwan_permit: /^\d{8}$/,
};

/** The document with its number in its plain form, or undefined where no such document can have the number. */
export function readDocument(
  { type, number }: IdentityDocument,
  todayMs: number,
): IdentityDocument | undefined {
  const plain = number.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
  const isGood = type === 'resident_id' ? isResidentNumber(plain, todayMs) : forms[type].test(plain);
  return isGood ? { type, number: plain } : undefined;
}

/**
 * True for a citizen's number as GB 11643-1999 makes it: six digits of a place, a day of birth that was, three digits, and the check
 * character of ISO 7064, MOD 11-2. Whether it was given to anybody only the police know.
 */
export function isResidentNumber(number: string, todayMs: number): boolean {
  const [, year, month, day] = /^[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(number) ?? [];
  if (year === undefined) return false;
  const born = dayOf({ year: Number(year), month: Number(month), day: Number(day) });
  const today = Temporal.Instant.fromEpochMilliseconds(todayMs).toZonedDateTimeISO('Asia/Shanghai');
  if (!born || born.year < 1850 || Temporal.PlainDate.compare(born, today.toPlainDate()) > 0) return false;
  return number[17] === checkCharacter(number);
}

function dayOf(parts: { year: number; month: number; day: number }): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(parts, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

function checkCharacter(number: string): string {
  // The weight of a place is a power of 2 modulo 11; its sum with the check character is 1 modulo 11.
  const sum = [...number.slice(0, 17)].reduce((total, digit, index) => {
    return total + Number(digit) * (2 ** (17 - index) % 11);
  }, 0);
  return '10X98765432'[sum % 11]!;
}
