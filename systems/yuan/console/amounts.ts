/** Fen as yuan with two decimals, exactly. */
export function yuanOf(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The same as a wallet shows it in either language, every fen of it: `¥1,234.50`. */
export function yuanText(fen: bigint): string {
  const [whole = '', cents = ''] = yuanOf(fen < 0n ? -fen : fen).split('.');
  return `${fen < 0n ? '−' : ''}¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

/** An amount as somebody typed it, in fen; undefined for what is none, is nothing, or has more than two decimals. */
export function fenIn(text: string): bigint | undefined {
  const [, whole, cents = ''] =
    /^([0-9]{1,12})(?:\.([0-9]{0,2}))?$/.exec(text.replace(/[,，\s¥￥]/g, '')) ?? [];
  if (whole === undefined) return undefined;
  const fen = BigInt(whole) * 100n + BigInt(cents.padEnd(2, '0'));
  return fen > 0n ? fen : undefined;
}
