const nsPerMs = 1_000_000n;
const plain = 2n ** 64n;

/** An id as people see it: a number where it is short, else as a uuid. */
export function idText(id: bigint): string {
  if (id < plain) return String(id);
  const hex = id.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The id that a person has typed or pasted, in either form; undefined for anything else. */
export function idIn(text: string): bigint | undefined {
  const hex = text.trim().replaceAll('-', '');
  if (/^[0-9]{1,39}$/.test(text.trim())) return BigInt(text.trim());
  return /^[0-9a-f]{32}$/i.test(hex) ? BigInt(`0x${hex}`) : undefined;
}

/** A moment of the ledger, in milliseconds. */
export function msOf(timestamp: bigint): number {
  return Number(timestamp / nsPerMs);
}

/** When a day of China Standard Time begins, in nanoseconds; undefined for what is no day. */
export function startOf(day: string | undefined, plusDays = 0): bigint | undefined {
  const ms = Date.parse(`${day}T00:00:00+08:00`);
  return Number.isNaN(ms) ? undefined : BigInt(ms + plusDays * 86_400_000) * nsPerMs;
}

/** The last nanosecond of a minute, or of the whole day where none is said; undefined for what is no time. */
export function endOf(day: string | undefined, time: string): bigint | undefined {
  if (time.trim() === '') {
    const next = startOf(day, 1);
    return next && next - 1n;
  }
  const match = /^([01]?[0-9]|2[0-3])[:：]([0-5][0-9])$/.exec(time.trim());
  const start = startOf(day);
  if (!match || start === undefined) return undefined;
  return start + BigInt((Number(match[1]) * 60 + Number(match[2]) + 1) * 60_000) * nsPerMs - 1n;
}

/** An amount with all its decimals, grouped by thousands; exact, whatever its size. */
export function amountText(amount: bigint, decimals: number): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const whole = digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0n ? '−' : ''}${whole}${decimals === 0 ? '' : `.${digits.slice(cut)}`}`;
}

/** The amount that a person has typed, in smallest units; undefined for what is none or has more decimals than there are. */
export function amountIn(text: string, decimals: number): bigint | undefined {
  const match = /^([0-9]{1,30})(?:\.([0-9]*))?$/.exec(text.replace(/[,，\s]/g, ''));
  if (!match) return undefined;
  const fraction = match[2] ?? '';
  if (fraction.length > decimals) return undefined;
  return BigInt(match[1]! + fraction.padEnd(decimals, '0'));
}

/** How high an amount is drawn. */
export function heightOf(amount: bigint, decimals: number): number {
  return Number(amount) / 10 ** decimals;
}
