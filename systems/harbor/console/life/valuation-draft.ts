import type { ValuationInputs } from '@finharbor/harbor/contract';

/** A valuation as it is filled in: a line for each cost, deal or year; two rates in percent. */
export type ValuationDraft = {
  readonly approach: ValuationInputs['approach'];
  readonly lines: string;
  /** Of costs the profit, of income the data's part. */
  readonly first: number | undefined;
  /** Of costs how much still serves, of income the rate of discount. */
  readonly second: number | undefined;
  readonly assumptions: string;
};

/** What a draft says, once it can be read. */
export function inputsOf({ approach, lines, first, second }: ValuationDraft): ValuationInputs | undefined {
  const parts = lines
    .split('\n')
    .flatMap((line) => (line.trim() ? [line.split(/[,，]/).map((part) => part.trim())] : []));
  if (parts.length === 0) return undefined;
  switch (approach) {
    case 'cost':
      return costsOf(parts, first, second);
    case 'market':
      return dealsOf(parts);
    case 'income': {
      const years = parts.map((line) => (line.length === 1 ? fenOf(line[0]!) : undefined));
      if (!isWhole(years) || first === undefined || second === undefined) return undefined;
      return {
        approach,
        yearlyMinor: years,
        shareBasisPoints: points(first),
        discountBasisPoints: points(second),
      };
    }
  }
}

type Lines = readonly (readonly string[])[];

function costsOf(
  parts: Lines,
  profit: number | undefined,
  left: number | undefined,
): ValuationInputs | undefined {
  const costs = parts.map(([title = '', amount = '', ...more]) => {
    const amountMinor = fenOf(amount);
    return title !== '' && amountMinor !== undefined && more.length === 0
      ? { title, amountMinor }
      : undefined;
  });
  if (!isWhole(costs) || profit === undefined || left === undefined) return undefined;
  return { approach: 'cost', costs, profitBasisPoints: points(profit), conditionBasisPoints: points(left) };
}

function dealsOf(parts: Lines): ValuationInputs | undefined {
  const comparables = parts.map(([title = '', amount = '', ...percents]) => {
    const amountMinor = fenOf(amount);
    const adjustments = percents.map((percent) =>
      /^\d{1,4}(\.\d{1,2})?$/.test(percent) ? points(Number(percent)) : undefined,
    );
    return title !== '' && amountMinor !== undefined && isWhole(adjustments)
      ? { title, amountMinor, adjustments }
      : undefined;
  });
  return isWhole(comparables) ? { approach: 'market', comparables } : undefined;
}

function isWhole<T>(items: readonly (T | undefined)[]): items is readonly T[] {
  return items.every((item) => item !== undefined);
}

/** Yuan as people type them, in fen. */
function fenOf(yuan: string): string | undefined {
  const [, whole, part = ''] = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(yuan) ?? [];
  return whole === undefined ? undefined : String(BigInt(whole + part.padEnd(2, '0')));
}

function points(percent: number): number {
  return Math.round(percent * 100);
}
