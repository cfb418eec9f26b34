import type { Bilingual } from '../documents.ts';
import type { ValuationInputs } from './documents.ts';

/** One line of a valuation's arithmetic: what is meant, how it is worked out, and what it comes to. */
export type WorkedLine = {
  readonly title: Bilingual | string;
  readonly formula: string;
  readonly amountMinor: bigint;
};
/** A valuation worked out, line by line; the last line is the value. */
export type Worked = { readonly lines: readonly WorkedLine[]; readonly amountMinor: bigint };

const whole = 10_000n;

/**
 * Works a valuation out as 《数据资产评估指导意见》 (China Appraisal Society, 2023) names the approaches: cost (what it cost to make, a
 * profit on it, and how much of it still serves), market (comparable deals, adjusted, on average), income (the part of each year's
 * revenue that is the data's, discounted to today). Amounts are fen, rates basis points; each line is rounded half up.
 */
export function workedValuation(inputs: ValuationInputs): Worked {
  const lines = linesOf(inputs);
  return { lines, amountMinor: lines.at(-1)!.amountMinor };
}

function linesOf(inputs: ValuationInputs): readonly WorkedLine[] {
  switch (inputs.approach) {
    case 'cost':
      return costLines(inputs);
    case 'market':
      return marketLines(inputs);
    case 'income':
      return incomeLines(inputs);
  }
}

type Of<A extends ValuationInputs['approach']> = Extract<ValuationInputs, { approach: A }>;

function costLines({ costs, profitBasisPoints, conditionBasisPoints }: Of<'cost'>): readonly WorkedLine[] {
  const spent = costs.map(({ title, amountMinor }) => line(title, '', BigInt(amountMinor)));
  const sum = total(spent);
  const withProfit = share(sum, 10_000 + profitBasisPoints);
  return [
    ...spent,
    line({ en: 'Replacement cost', zh: '重置成本' }, costs.map((_, at) => `C${at + 1}`).join(' + '), sum),
    line({ en: 'With profit', zh: '加合理利润' }, `× (1 + ${percent(profitBasisPoints)})`, withProfit),
    line(
      { en: 'Value by cost', zh: '成本法评估值' },
      `× ${percent(conditionBasisPoints)}`,
      share(withProfit, conditionBasisPoints),
    ),
  ];
}

function marketLines({ comparables }: Of<'market'>): readonly WorkedLine[] {
  const adjusted = comparables.map(({ title, amountMinor, adjustments }) =>
    line(
      title,
      [amountMinor, ...adjustments.map(percent)].join(' × '),
      adjustments.reduce(share, BigInt(amountMinor)),
    ),
  );
  const mean = rounded(total(adjusted), BigInt(adjusted.length));
  return [...adjusted, line({ en: 'Value by market', zh: '市场法评估值' }, `Σ ÷ ${adjusted.length}`, mean)];
}

function incomeLines({
  yearlyMinor,
  shareBasisPoints,
  discountBasisPoints,
}: Of<'income'>): readonly WorkedLine[] {
  const years = yearlyMinor.map((amount, at) => {
    const year = at + 1;
    const power = BigInt(year);
    const present = rounded(
      BigInt(amount) * BigInt(shareBasisPoints) * whole ** power,
      whole * (whole + BigInt(discountBasisPoints)) ** power,
    );
    const formula = `${amount} × ${percent(shareBasisPoints)} ÷ (1 + ${percent(discountBasisPoints)})^${year}`;
    return line({ en: `Year ${year}`, zh: `第 ${year} 年` }, formula, present);
  });
  return [...years, line({ en: 'Value by income', zh: '收益法评估值' }, 'Σ', total(years))];
}

function line(title: Bilingual | string, formula: string, amountMinor: bigint): WorkedLine {
  return { title, formula, amountMinor };
}

function total(lines: readonly WorkedLine[]): bigint {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

function share(amount: bigint, basisPoints: number): bigint {
  return rounded(amount * BigInt(basisPoints), whole);
}

/** Half up; nothing here is negative. */
function rounded(above: bigint, below: bigint): bigint {
  return (2n * above + below) / (2n * below);
}

function percent(basisPoints: number): string {
  return `${basisPoints / 100}%`;
}
