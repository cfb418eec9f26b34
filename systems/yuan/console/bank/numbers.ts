/** What somebody typed as yuan, in fen; undefined where it is no amount above zero. */
export function fenIn(typed: string): bigint | undefined {
  const match = /^([0-9]{1,13})(?:\.([0-9]{1,2}))?$/.exec(typed.trim().replaceAll(',', ''));
  if (!match) return undefined;
  const fen = BigInt(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`);
  return fen > 0n ? fen : undefined;
}

/** An account's number as people read it. */
export function grouped(number: string): string {
  return number.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** Without the spaces that people type between digits. */
export function digitsIn(typed: string): string {
  return typed.replaceAll(/\s/g, '');
}
