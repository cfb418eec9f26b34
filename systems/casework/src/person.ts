import {
  dayOf,
  type Person,
  type Procedure,
  procedureOf,
  type Standing,
  type StoredCase,
  seatOf,
  standingOf,
} from '@finharbor/cases';
import { fail } from '@finharbor/kernel';
import type { Caller } from '@finharbor/kernel/http';
import type { CaseworkContext } from './context.ts';
import { noCase, refuse } from './refusal.ts';

/** Who calls: every route of a case is for somebody. */
export function personOf(caller: Caller): Person {
  if (caller.kind !== 'account') return fail('access.unauthenticated', 'Sign in first.');
  const { account, party, roles, delegated = [] } = caller;
  return { account, party, roles, standsFor: [...new Set(delegated.map(({ by }) => by))] };
}

/** A case as somebody stands to it. */
export type Seen = {
  readonly spec: Procedure;
  readonly stored: StoredCase;
  readonly by: Person;
  readonly standing: Exclude<Standing, 'none'>;
  readonly seat: number | undefined;
};

/** A case, where there is one for this person. Errors: `case.not_found`, `case.forgotten`. */
export async function seenCase(ctx: CaseworkContext, id: string, by: Person): Promise<Seen> {
  const stored = await ctx.cases.store.read(id);
  return (stored && seenAs(ctx, stored, by)) ?? noCase();
}

/** The same of a case that was read already; undefined where for this person it is not there. */
export function seenAs(ctx: CaseworkContext, stored: StoredCase, by: Person): Seen | undefined {
  const spec = procedureOf(ctx.cases, stored);
  const standing = standingOf(spec, stored.state, by);
  if (standing === 'none') return undefined;
  if (stored.state.forgottenAtMs !== undefined) return forgotten(ctx, spec, stored.state.forgottenAtMs);
  return { spec, stored, by, standing, seat: standing === 'seat' ? seatOf(stored.state, by) : undefined };
}

/** Said to its office alone: who applied or sat on a panel is not known any more, and for them it is not there. */
function forgotten({ cases: { calendar } }: CaseworkContext, { keptYears }: Procedure, atMs: number): never {
  const day = dayOf(calendar, atMs).toString();
  return refuse('case.forgotten', {
    en: `The contents of this case were deleted on ${day}, ${keptYears} years after its end. Its number, its states, their times and the hashes of its history remain.`,
    zh: `该事项办结满${keptYears}年，内容已于${day}删除；仅保留编号、状态、时间和办理记录的哈希值。`,
  });
}

/** The names of accounts, as far as they have one. */
export async function namesOf(
  ctx: CaseworkContext,
  accounts: Iterable<string>,
): Promise<Readonly<Record<string, string>>> {
  const found = await Promise.all([...new Set(accounts)].map(ctx.personOf));
  return Object.fromEntries(found.flatMap((one) => (one ? [[one.account, one.name]] : [])));
}
