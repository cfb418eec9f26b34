import type { Bilingual } from '@finharbor/kernel/contract';

/** What of a policy is not understood here, and where (a JSON pointer). */
export type Fault = {
  readonly pointer: string;
  readonly code:
    | 'policy.unknown_form'
    | 'policy.unknown_action'
    | 'policy.unknown_operand'
    | 'policy.unknown_operator'
    | 'policy.bad_value'
    | 'policy.too_large'
    | 'policy.not_enforceable';
  readonly text: Bilingual;
};

/** Where in a policy the reader is, and whom it tells what it does not understand. */
export type Place = {
  readonly pointer: string;
  readonly depth: number;
  readonly tell: (fault: Fault) => void;
};
/** The members of an object that came from elsewhere. */
export type Members = { readonly [key: string]: unknown };

const most = { depth: 12, members: 64 };

/** A place within another. */
export function within({ pointer, depth, tell }: Place, name: string | number): Place {
  const token = String(name).replaceAll('~', '~0').replaceAll('/', '~1');
  return { pointer: `${pointer}/${token}`, depth: depth + 1, tell };
}

/** Tells a fault of this place; gives nothing, as its caller then has nothing to give. */
export function refuse(place: Place, code: Fault['code'], text: Bilingual): undefined {
  place.tell({ pointer: place.pointer, code, text });
  return undefined;
}

/** Whether it is an object with members. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members of an object that has no others than these. */
export function membersOf(place: Place, value: unknown, known: readonly string[]): Members | undefined {
  if (!isMembers(value))
    return refuse(place, 'policy.unknown_form', {
      en: `${quoted(value)} stands where an object belongs`,
      zh: `此处应为对象，实为 ${quoted(value)}`,
    });
  const unknown = Object.keys(value).filter((name) => value[name] !== undefined && !known.includes(name));
  for (const name of unknown)
    refuse(within(place, name), 'policy.unknown_form', {
      en: `The member ${quoted(name)} is not known here`,
      zh: `此处不支持成员 ${quoted(name)}`,
    });
  return unknown.length === 0 ? value : undefined;
}

/** What each member of a list reads as; a list that is left out is empty, and a single value is no list. */
export function eachOf<T>(
  place: Place,
  list: unknown,
  read: (place: Place, value: unknown) => T | undefined,
): readonly T[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    refuse(place, 'policy.unknown_form', {
      en: `${quoted(list)} stands where a list belongs`,
      zh: `此处应为列表，实为 ${quoted(list)}`,
    });
    return [];
  }
  if (place.depth > most.depth || list.length > most.members) {
    refuse(place, 'policy.too_large', {
      en: 'The policy is longer or deeper than any that is read here',
      zh: '规则的长度或层级超出本节点可读取的上限',
    });
    return [];
  }
  return list.flatMap((value: unknown, index) => {
    // The reader takes out what it has read elsewhere; JSON itself has no such member.
    if (value === undefined) return [];
    const one = read(within(place, index), value);
    return one === undefined ? [] : [one];
  });
}

const shown = 80;

/** A value from elsewhere as it can stand in a sentence. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, shown)}"`;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${quoted(value[0])}, …]`.slice(0, shown);
  return isMembers(value) ? '{…}' : String(value);
}
