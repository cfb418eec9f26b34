import { date, dateTime, text } from '../schema/leaves.ts';
import { choice, type Node, one } from '../schema/node.ts';

/** A code of one of the standard's external lists (`Cd`), or one that two parties agreed on (`Prtry`). */
export type CodeOrProprietary = { readonly code: string } | { readonly proprietary: string };

/** A day (`Dt`) or a day and time (`DtTm`), as written: `2026-11-27`, `2026-11-27T09:30:00+08:00`. */
export type DateOrDateTime = { readonly date: string } | { readonly dateTime: string };

export function codeOrProprietary(most: number): Node<CodeOrProprietary> {
  return choice<CodeOrProprietary>({ code: one('Cd', text(most)), proprietary: one('Prtry', text(35)) });
}

/** Most external code lists have codes of up to four characters. */
export const externalCode: Node<CodeOrProprietary> = codeOrProprietary(4);

export const dateOrDateTime: Node<DateOrDateTime> = choice<DateOrDateTime>({
  date: one('Dt', date),
  dateTime: one('DtTm', dateTime),
});
