/** The digits of an account's number with the one that checks them behind (ISO/IEC 7812). */
export function withCheckDigit(digits: string): string {
  return `${digits}${(10 - (luhnSum(`${digits}0`) % 10)) % 10}`;
}

/** True where no digit of an account's number was mistyped and no two neighbours were swapped. */
export function isAccountNumber(number: string): boolean {
  return /^[0-9]{19}$/.test(number) && luhnSum(number) % 10 === 0;
}

function luhnSum(number: string): number {
  return [...number].toReversed().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}
