import type { CsvLine, Watched } from '@finharbor/sandbox/contract';

/** A line that cannot be taken, and why. */
export type LineFault = {
  readonly line: number;
  readonly text: string;
  readonly why: 'form' | 'indicator' | 'future';
};

/** What of a table cannot be taken, by line. */
export function faultsOf(
  lines: readonly CsvLine[],
  indicators: readonly Pick<Watched, 'indicator'>[],
  today: string,
): readonly LineFault[] {
  const known = new Set(indicators.map(({ indicator }) => indicator));
  return lines.flatMap(({ line, text, reading }): readonly LineFault[] => {
    if (!reading) return [{ line, text, why: 'form' }];
    if (!known.has(reading.indicator)) return [{ line, text, why: 'indicator' }];
    return reading.day > today ? [{ line, text, why: 'future' }] : [];
  });
}
