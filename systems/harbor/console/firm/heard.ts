/** How many hexadecimal digits of a fingerprint a steward types: its last two groups. */
const heardDigits = 8;

/** Whether what a steward has typed is the end of a fingerprint; spaces and capitals do not matter. */
export function judgeHeard(fingerprint: string, typed: string): 'unfinished' | 'same' | 'differs' {
  const digits = typed.replaceAll(/\s/g, '').toLowerCase();
  if (digits.length < heardDigits) return 'unfinished';
  return digits === fingerprint.replaceAll(' ', '').slice(-heardDigits) ? 'same' : 'differs';
}
