import { parseUscc } from '@finharbor/kernel/contract';

/** What a column of the file becomes. */
export type ColumnPlan = {
  /** Its place in the file, the first being 0. */
  readonly at: number;
  readonly header: string;
  readonly isUsed: boolean;
  readonly kind: 'numeric' | 'category';
  /** What it is called in the data set. */
  readonly name: string;
};

/** Which column names the firm, and what the others become. */
export type Mapping = { readonly uscc: number | undefined; readonly columns: readonly ColumnPlan[] };

/** What is wrong with a mapping, and with which column where it is one's. */
export type MappingFault = {
  readonly code: 'noUscc' | 'noColumn' | 'manyColumns' | 'noName' | 'sameName';
  readonly at?: number;
};

/** The most columns a row takes, and the longest name of one. */
export const mostColumns = 200;
export const longestName = 60;

/** How a number is written: digits, with a decimal point, thousands' commas or an exponent. */
const numeral = /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([eE][+-]?\d+)?$|^[+-]?\.\d+$/;
/** What people write into a column of numbers where there is none. */
const absent = /^(|-+|—+|n\/?a|#n\/a|null|nil|无)$/i;

/** A number as written, null where there is none, undefined where it is something else. */
export function numberOf(text: string): number | null | undefined {
  if (absent.test(text)) return null;
  if (!numeral.test(text)) return undefined;
  const value = Number(text.replaceAll(',', ''));
  return Number.isFinite(value) ? value : undefined;
}

/** True for a code whose check digits hold. */
function isUscc(text: string): boolean {
  try {
    parseUscc(text);
    return true;
  } catch {
    return false;
  }
}

/** The kinds of the columns that a data set has already, by name. */
export type KnownColumns = ReadonlyMap<string, ColumnPlan['kind']>;

/** What each column probably is, by what the data set has already, its header and the first rows; the person looks it over. */
export function suggestedMapping(
  header: readonly string[],
  sample: readonly (readonly string[])[],
  known: KnownColumns = new Map(),
): Mapping {
  const shares = header.map((_, at) => share(valuesAt(sample, at), isUscc));
  const best = Math.max(...shares, 0);
  // A column most of whose codes are mistyped is still the column of codes.
  const uscc = best > 0 ? shares.indexOf(best) : header.findIndex((name) => usccHeader.test(name));
  const names = distinct(header.map((name, at) => name.slice(0, longestName) || `column_${at + 1}`));
  const columns = header
    .map((name, at): ColumnPlan => {
      const kind = known.get(names[at]!);
      const guess = kind ? { kind, isUsed: true } : suggestedColumn(valuesAt(sample, at));
      return { ...guess, at, header: name, name: names[at]! };
    })
    .filter(({ at }) => at !== uscc);
  return { uscc: uscc < 0 ? undefined : uscc, columns };
}

const usccHeader = /信用代码|uscc|credit.?code/i;

function valuesAt(sample: readonly (readonly string[])[], at: number): readonly string[] {
  return sample.map((fields) => fields[at] ?? '').filter((value) => value !== '');
}

function share(values: readonly string[], holds: (value: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(holds).length / values.length;
}

const mostlyNumbers = 0.8;
const namesFrom = 20;

function suggestedColumn(values: readonly string[]): Pick<ColumnPlan, 'isUsed' | 'kind'> {
  const isNumeric = values.length > 0 && share(values, isAmount) >= mostlyNumbers;
  // Names, addresses and the like differ from firm to firm: nothing can be learned from them, so they stay at home.
  const isName = !isNumeric && values.length >= namesFrom && new Set(values).size > 0.9 * values.length;
  return { isUsed: values.length > 0 && !isName, kind: isNumeric ? 'numeric' : 'category' };
}

/** 0012 is a code, and of a number of 17 digits the last would be lost. */
function isAmount(value: string): boolean {
  const number = numberOf(value);
  return number === null || (number !== undefined && !/^0\d/.test(value) && Math.abs(number) < 1e15);
}

function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name.slice(0, longestName - 4)}_${n}`;
    taken.add(free);
    return free;
  });
}

/** Another column names the firm; the one that did becomes one of the others. */
export function withUscc(mapping: Mapping, header: readonly string[], uscc: number): Mapping {
  const { uscc: before, columns } = mapping;
  const freed: readonly ColumnPlan[] =
    before === undefined || before === uscc
      ? []
      : [
          {
            at: before,
            header: header[before]!,
            isUsed: false,
            kind: 'category',
            name: header[before]!.slice(0, longestName) || `column_${before + 1}`,
          },
        ];
  const others = [...columns, ...freed].filter(({ at }) => at !== uscc).toSorted((a, b) => a.at - b.at);
  return { uscc, columns: others };
}

/** What has to be put right before rows can be read by the mapping. */
export function faultsOf({ uscc, columns }: Mapping): readonly MappingFault[] {
  const used = columns.filter(({ isUsed }) => isUsed);
  const names = new Set<string>();
  const ofColumns = used.flatMap(({ at, name }): readonly MappingFault[] => {
    if (name.trim() === '') return [{ code: 'noName', at }];
    if (names.has(name.trim())) return [{ code: 'sameName', at }];
    names.add(name.trim());
    return [];
  });
  return [
    ...(uscc === undefined ? [{ code: 'noUscc' } as const] : []),
    ...(used.length === 0 ? [{ code: 'noColumn' } as const] : []),
    ...(used.length > mostColumns ? [{ code: 'manyColumns' } as const] : []),
    ...ofColumns,
  ];
}
