import { FinharborError, fail } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { EthicsContext, Tables } from '../context.ts';
import { partyOf } from '../schemas.ts';
import { today } from '../today.ts';
import type { Field } from '../words.ts';
import type { Office } from './members.ts';
import type { MemberView, NewMember, Term } from './routes.ts';

/** All who are or were on the committee, those of one field after another. */
export async function committee(ctx: EthicsContext): Promise<readonly MemberView[]> {
  return views(
    ctx,
    await ctx.db.selectFrom('ethics_member').selectAll().orderBy('field').orderBy('name').execute(),
  );
}

/** Appoints somebody. Errors: `ethics.no_account`, `ethics.on_committee`, `ethics.differs`, `ethics.term_backwards`, `ethics.terms_overlap`. */
export async function appoint(ctx: EthicsContext, wanted: NewMember): Promise<MemberView> {
  const { id, account: called, name, field, employer, employerUscc, ...term } = wanted;
  const { id: account, party } = (await ctx.accountOf(called)) ?? noAccount();
  const employers = new Set([
    ...(employerUscc === null ? [] : [partyOf(employerUscc)]),
    // Whoever works here for a firm has an interest in it, whatever is said of the employer.
    ...(party.startsWith('firm:') ? [party] : []),
  ]);
  const [employer_party = null, another] = employers;
  await ctx.db.transaction().execute(async (tx) => {
    const { numInsertedOrUpdatedRows: made } = await tx
      .insertInto('ethics_member')
      .values({
        ...{ id, account, name, field, employer_name: employer },
        employer_party,
        made_at_ms: BigInt(ctx.clock.nowMs()),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (made !== 1n) return;
    await keepTerm(tx, id, term);
    if (another !== undefined)
      await keepEmployer(tx, { id: ctx.cases.newId(), member: id, firm: another, atMs: ctx.clock.nowMs() });
  });
  const kept = await memberView(ctx, id);
  if (!kept) return wrong('ethics.on_committee', 'account', onItAlready);
  if (kept.name !== name || kept.field !== field) fail('ethics.differs', 'The id is somebody else’s.');
  return kept;
}

type EmployerKept = {
  readonly id: string;
  readonly member: string;
  readonly firm: string;
  readonly atMs: number;
};

async function keepEmployer(tx: Kysely<Tables>, { id, member, firm, atMs }: EmployerKept): Promise<void> {
  const note = '账户所属企业 The firm this account is of';
  await tx
    .insertInto('ethics_conflict')
    .values({
      id,
      member,
      firm,
      kind: 'employer',
      note,
      is_declared: false,
      at_ms: BigInt(atMs),
    })
    .execute();
}

const onItAlready =
  'This account is on the committee already: set another term for its member. 该账户已是委员，请为其设定任期。';

function noAccount(): never {
  return wrong(
    'ethics.no_account',
    'account',
    'No account here has this sign-in name. 没有使用该登录名的账户。',
  );
}

/** What is wrong, at the field where it can be put right. */
function wrong(code: string, field: string, detail: string): never {
  throw new FinharborError({ code, publicMessage: detail, fields: [{ pointer: `/${field}`, detail }] });
}

/** Sets a term of office. Errors: `ethics.not_found`, `ethics.term_backwards`, `ethics.terms_overlap`. */
export async function setTerm(ctx: EthicsContext, id: string, term: Term): Promise<MemberView> {
  if (!(await memberView(ctx, id))) fail('ethics.not_found', 'There is no such member.');
  await ctx.db.transaction().execute((tx) => keepTerm(tx, id, term));
  return (await memberView(ctx, id))!;
}

async function keepTerm(
  tx: Kysely<Tables>,
  member: string,
  { fromOn, untilOn, office }: Term,
): Promise<void> {
  if (untilOn <= fromOn)
    wrong('ethics.term_backwards', 'untilOn', 'A term ends after it begins. 任期届满不得早于任期首日。');
  // Two terms of one member that are set at the same time must not both find no other: the member's row is held.
  await tx.selectFrom('ethics_member').select('id').where('id', '=', member).forUpdate().execute();
  const other = await tx
    .selectFrom('ethics_term')
    .select('from_on')
    .where('member', '=', member)
    .where('from_on', '!=', fromOn)
    .where('from_on', '<', untilOn)
    .where('until_on', '>', fromOn)
    .executeTakeFirst();
  if (other) {
    const on = other.from_on;
    wrong('ethics.terms_overlap', 'fromOn', `Another term begins on ${on}. 另一任期自${on}开始。`);
  }
  await tx
    .insertInto('ethics_term')
    .values({ member, from_on: fromOn, until_on: untilOn, office })
    .onConflict((conflict) =>
      conflict.columns(['member', 'from_on']).doUpdateSet({ until_on: untilOn, office }),
    )
    .execute();
}

async function memberView(ctx: EthicsContext, id: string): Promise<MemberView | undefined> {
  const [view] = await views(
    ctx,
    await ctx.db.selectFrom('ethics_member').selectAll().where('id', '=', id).execute(),
  );
  return view;
}

type Row = {
  readonly id: string;
  readonly name: string;
  readonly field: string;
  readonly employer_name: string;
};

async function views(ctx: EthicsContext, rows: readonly Row[]): Promise<readonly MemberView[]> {
  if (rows.length === 0) return [];
  const terms = await ctx.db
    .selectFrom('ethics_term')
    .selectAll()
    .where(
      'member',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('from_on')
    .execute();
  const day = today(ctx);
  return rows.map(({ id, name, field, employer_name }) => {
    const own = terms
      .filter(({ member }) => member === id)
      .map(({ from_on, until_on, office }) => ({
        fromOn: from_on,
        untilOn: until_on,
        office: office as Office,
      }));
    return {
      ...{ id, name, field: field as Field, employer: employer_name, terms: own },
      isSitting: own.some(({ fromOn, untilOn }) => fromOn <= day && day < untilOn),
    };
  });
}
