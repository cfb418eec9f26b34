import writeExcelFile, { type SheetData } from 'write-excel-file/universal';
import { dayOf } from '../../../format/format.ts';
import type { FileCell } from '../column.ts';

const dayMs = 86_400_000;
/** Day 0 of a spreadsheet, 30 December 1899, before the epoch. */
const epochDay = 25_569;
/** A cell holds no more. */
const longest = 32_767;
/** XML has no form for these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get into the file
const unspeakable = /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g;

/** Lines of cells as an Excel workbook of one sheet, the first line its headings. Text stays text, whatever it begins with; numbers and days are such. */
export async function xlsxOf(lines: readonly (readonly FileCell[])[]): Promise<Blob> {
  const [head = [], ...rows] = lines;
  const sheet: SheetData = [
    head.map((value) => ({ value: String(value), type: String, fontWeight: 'bold' as const })),
    ...rows.map((line) => line.map(cellOf)),
  ];
  const columns = head.map((_, at) => ({ width: widthOf(lines, at) }));
  return writeExcelFile(sheet, { columns, stickyRowsCount: 1 }).toBlob();
}

function cellOf(value: FileCell): SheetData[number][number] {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? { value, type: Number } : text(String(value));
  const day = Date.parse(dayOf(value.dayOfMs)) / dayMs + epochDay;
  return { value: day, type: Number, format: 'yyyy-mm-dd' };
}

function text(value: string): SheetData[number][number] {
  return { value: value.replace(unspeakable, '').slice(0, longest), type: String };
}

/** About as wide as the first rows are, a Chinese character counting for two. */
function widthOf(lines: readonly (readonly FileCell[])[], at: number): number {
  const lengths = lines.slice(0, 100).map((line) => {
    const value = line[at]!;
    return typeof value === 'object' ? 10 : String(value).replace(/[\u2e80-\uffff]/g, 'xx').length;
  });
  return Math.min(60, Math.max(8, ...lengths) + 2);
}
