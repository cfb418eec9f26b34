import { type Fault, type LoadRow, rowReader } from './check.ts';
import type { Mapping } from './mapping.ts';
import { type CsvRecord, delimiterOf, type Format, OpenQuote, recordsOf } from './records.ts';
import { type Encoding, encodingOf, textOf } from './source.ts';

/** What a file is at first sight: how it is written, its header and its first rows. */
export type FileHead = {
  readonly format: Format;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
};

/** Why a file cannot be read at all. */
export type HeadFault =
  | { readonly code: 'empty' | 'large' }
  | { readonly code: 'quote'; readonly line: number; readonly format: Format };

/** The largest file that is read: memory for the codes of its firms stays small, and a browser gets through it in a minute. */
export const mostBytes: number = 256 * 1000 * 1000;
const sampleRows = 500;

/** Reads a file's beginning; what is not given about its format is found out. */
export async function headOf(
  file: Blob,
  chosen: Partial<Format> = {},
): Promise<
  { readonly kind: 'read'; readonly head: FileHead } | ({ readonly kind: 'unreadable' } & HeadFault)
> {
  if (file.size > mostBytes) return { kind: 'unreadable', code: 'large' };
  const encoding = chosen.encoding ?? (await encodingOf(file));
  const delimiter = chosen.delimiter ?? delimiterOf(await firstText(file, encoding));
  const format = { encoding, delimiter };
  const rows: CsvRecord[] = [];
  try {
    for await (const { records } of recordsOf(file, format)) {
      rows.push(...records);
      if (rows.length > sampleRows) break;
    }
  } catch (error) {
    if (!(error instanceof OpenQuote)) throw error;
    return { kind: 'unreadable', code: 'quote', line: error.line, format };
  }
  const [header, ...sample] = rows.slice(0, sampleRows + 1).map(({ fields }) => fields);
  if (!header || sample.length === 0) return { kind: 'unreadable', code: 'empty' };
  return { kind: 'read', head: { format, header, sample } };
}

async function firstText(file: Blob, encoding: Encoding): Promise<string> {
  for await (const { text } of textOf(file, encoding)) return text;
  return '';
}

/** A whole file read by a mapping: how many rows can be loaded, and what is wrong with the others. */
export type Inspection = {
  readonly rows: number;
  readonly faultyRows: number;
  readonly faultCount: number;
  /** The line on which a quote is opened and never closed: nothing after it can be read. */
  readonly openQuote?: number;
  /** The first of them, at most `keptFaults`. */
  readonly faults: readonly Fault[];
};

/** How many faults are kept to be downloaded. */
const keptFaults = 10_000;

/** What is to be done with a file. */
export type Reading = {
  readonly file: Blob;
  readonly header: readonly string[];
  readonly format: Format;
  readonly mapping: Mapping;
};

/** Checks every row of a file before anything is sent. `tell` hears how many bytes are done and lets the page breathe. */
export async function inspect(
  reading: Reading,
  tell: (bytesRead: number) => Promise<void>,
): Promise<Inspection> {
  let rows = 0;
  let faultyRows = 0;
  let faultCount = 0;
  const faults: Fault[] = [];
  try {
    for await (const { checked, bytesRead } of checkedRows(reading)) {
      for (const one of checked) {
        if (one.kind === 'row') rows++;
        else {
          faultyRows++;
          faultCount += one.faults.length;
          faults.push(...one.faults.slice(0, keptFaults - faults.length));
        }
      }
      await tell(bytesRead);
    }
  } catch (error) {
    if (!(error instanceof OpenQuote)) throw error;
    return { rows, faultyRows, faultCount, faults, openQuote: error.line };
  }
  return { rows, faultyRows, faultCount, faults };
}

/** The rows of a file that can be loaded, with the bytes read so far. */
export async function* rowsOf(reading: Reading): AsyncGenerator<{
  readonly rows: readonly LoadRow[];
  readonly bytesRead: number;
}> {
  for await (const { checked, bytesRead } of checkedRows(reading))
    yield { rows: checked.flatMap((one) => (one.kind === 'row' ? [one.row] : [])), bytesRead };
}

async function* checkedRows({ file, header, format, mapping }: Reading) {
  const read = rowReader(header, mapping);
  let isHeader = true;
  for await (const { records, bytesRead } of recordsOf(file, format)) {
    yield { checked: (isHeader ? records.slice(1) : records).map(read), bytesRead };
    isHeader = false;
  }
}
