import { fail } from '@finharbor/kernel';
import type { Intersection } from './intersect.ts';

/** Which of the own rows a join keeps: those both parties hold, all, or those only this party holds. */
export type JoinKind = 'inner' | 'left' | 'anti';

/** Rows of the own list, ascending, and beside each whether the peer holds its identifier. */
export type JoinedRows = { readonly rows: Uint32Array; readonly common: Uint8Array };

/**
 * Reads an intersection as a join of the own list with the peer's keys; each distinct identifier stands for its first row. It is
 * a choice among own rows: nothing more is exchanged. Errors: `fusion.not_told` for a party that learnt nothing.
 */
export function joinRows({ rows, distinct }: Intersection, kind: JoinKind): JoinedRows {
  if (!rows)
    return fail(
      'fusion.not_told',
      'On the terms of this intersection only the receiver learns what is common.',
    );
  let next = 0;
  const common = Uint8Array.from(distinct, (row) => {
    const isCommon = row === rows[next];
    next += Number(isCommon);
    return Number(isCommon);
  });
  const keeps = (_: number, k: number): boolean =>
    kind === 'left' || (common[k] === 1) === (kind === 'inner');
  return { rows: distinct.filter(keeps), common: common.filter(keeps) };
}
