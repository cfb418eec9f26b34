import { formatMoney, money, parseMoney } from '@finharbor/kernel/contract';
import { useFormat } from '@finharbor/ui';

/** Fen as people read them. */
export function useYuan(): (minor: string) => string {
  const format = useFormat();
  return (minor) => format.money(yuan(minor), 'CNY');
}

/** Fen as a decimal number of yuan. */
export function yuan(minor: string): string {
  return formatMoney(money(BigInt(minor), 'CNY'));
}

/** The fen of an amount that a person has typed; undefined for what is none, or nothing. */
export function fenIn(text: string): string | undefined {
  try {
    const { minor } = parseMoney(text.replace(/[,，\s]/g, ''), 'CNY');
    return minor > 0n && minor < 10n ** 15n ? String(minor) : undefined;
  } catch {
    return undefined;
  }
}
