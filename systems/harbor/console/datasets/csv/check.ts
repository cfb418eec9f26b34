import { codeOf, parseUscc } from '@finharbor/kernel/contract';
import { type ColumnPlan, type Mapping, numberOf } from './mapping.ts';
import type { CsvRecord } from './records.ts';

/** A row as the node takes it. */
export type LoadRow = {
  readonly uscc: string;
  readonly columns: { readonly [name: string]: string | number | null };
};

/** What is wrong in which line and column, with the value as it stands there; `earlier` is the line a code stood on before. */
export type Fault = {
  readonly line: number;
  readonly column: string;
  readonly code: FaultCode;
  readonly value: string;
  readonly earlier?: number;
};

/** What can be wrong with a line. */
export type FaultCode =
  | 'usccMissing'
  | 'usccLength'
  | 'usccAlphabet'
  | 'usccDivision'
  | 'usccCheck'
  | 'usccTwice'
  | 'number'
  | 'long'
  | 'characters'
  | 'cells';

/** A record read by the mapping: a row to load, or what is wrong with it. */
export type Checked =
  | { readonly kind: 'row'; readonly row: LoadRow }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/** Reads a file's records one after the other; remembers which firms it has seen. */
export type RowReader = (record: CsvRecord) => Checked;

const longestText = 200;

/** Makes the reader of a file's records; the header's length is what every record must have. */
export function rowReader(header: readonly string[], { uscc = -1, columns }: Mapping): RowReader {
  const used = columns
    .filter(({ isUsed }) => isUsed)
    .map((column) => ({ ...column, name: column.name.trim() }));
  const firstLine = new Map<string, number>();
  return ({ line, fields }) => {
    // Excel ends rows with empty cells, or leaves the last ones out: only a cell that has no column is one too many.
    if (fields.slice(header.length).some((field) => field !== ''))
      return { kind: 'faulty', faults: [{ line, column: '', code: 'cells', value: String(fields.length) }] };
    const code = readUscc(fields[uscc] ?? '');
    const column = header[uscc] ?? '';
    const faults: Fault[] = [];
    const earlier = firstLine.get(code.text);
    if (code.fault) faults.push({ line, column, code: code.fault, value: code.text });
    else if (earlier === undefined) firstLine.set(code.text, line);
    else faults.push({ line, column, code: 'usccTwice', value: code.text, earlier });
    const values: [string, string | number | null][] = [];
    for (const plan of used) {
      const text = fields[plan.at] ?? '';
      const read = readValue(text, plan);
      if (typeof read === 'object' && read !== null)
        faults.push({ line, column: plan.header, code: read.fault, value: text.slice(0, longestText) });
      else values.push([plan.name, read]);
    }
    if (faults.length > 0) return { kind: 'faulty', faults };
    return { kind: 'row', row: { uscc: code.text, columns: Object.fromEntries(values) } };
  };
}

const usccFaults: Readonly<Record<string, FaultCode>> = {
  'uscc.length': 'usccLength',
  'uscc.alphabet': 'usccAlphabet',
  'uscc.division': 'usccDivision',
  'uscc.organisation_check': 'usccCheck',
  'uscc.check': 'usccCheck',
};

function readUscc(text: string): { readonly text: string; readonly fault?: FaultCode } {
  if (text === '') return { text, fault: 'usccMissing' };
  try {
    return { text: parseUscc(text) };
  } catch (error) {
    return { text: text.slice(0, longestText), fault: usccFaults[codeOf(error)]! };
  }
}

type Value = string | number | null | { readonly fault: FaultCode };

function readValue(text: string, { kind }: ColumnPlan): Value {
  if (kind === 'numeric') {
    const number = numberOf(text);
    return number === undefined ? { fault: 'number' } : number;
  }
  if (text === '') return null;
  if (text.length > longestText) return { fault: 'long' };
  // U+FFFD is what a decoder writes for bytes that are no character: the file was read in a wrong encoding.
  return /[\0\uFFFD]/.test(text) || !text.isWellFormed() ? { fault: 'characters' } : text;
}
