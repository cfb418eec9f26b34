import papa from 'papaparse';

/** Faults as a CSV file that Excel opens in the right encoding; a value that would start a formula is kept from doing so. */
export function faultFile(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = papa.unparse([header, ...rows] as string[][], { escapeFormulae: true });
  return `\uFEFF${lines}\r\n`;
}
