import { fail, instantMs, instantText, isSyntheticUscc, parseUscc, type Uscc } from '@finharbor/kernel';
import type { Context } from '../accounts/context.ts';
import { fieldFault } from '../accounts/login.ts';
import { firmCode, type Vouched, type VouchedFor, verificationOf } from './verification.ts';

/** An organisation that has accounts here. */
export type Organization = {
  readonly party: string;
  /** Its unified social credit code, checked by GB 32100's own digits; null where nobody has stated it yet. */
  readonly uscc: string | null;
  /** True for codes made up for the demonstration. */
  readonly synthetic: boolean;
  readonly accounts: number;
  readonly verified: Vouched | null;
  readonly statedAtMs: number | null;
};

/** Organisations with accounts here, or the one, and whether they are verified. */
export async function organizations(
  { db }: Context,
  vouchedFor: VouchedFor,
  party?: string,
): Promise<readonly Organization[]> {
  let query = db
    .selectFrom('access_organization as o')
    .leftJoin('access_organization_code as c', 'c.party', 'o.slug')
    .select(['o.slug', 'c.uscc', 'c.set_at'])
    .select(({ selectFrom }) =>
      selectFrom('access_member as m')
        .innerJoin('access_user as u', 'u.id', 'm.user_id')
        .whereRef('m.organization_id', '=', 'o.id')
        .where('u.disabled_at', 'is', null)
        .select(({ fn }) => fn.countAll<bigint>().as('n'))
        .as('accounts'),
    )
    // Somebody who is a party of their own is no organisation.
    .where('o.slug', 'not like', 'person:%')
    .orderBy('o.slug');
  if (party !== undefined) query = query.where('o.slug', '=', party);
  const rows = await query.execute();
  return Promise.all(
    rows.map(async ({ slug, uscc: stated, set_at, accounts }) => {
      const uscc = firmCode(slug) ?? stated;
      return {
        party: slug,
        uscc,
        synthetic: uscc !== null && isSyntheticUscc(uscc as Uscc),
        accounts: Number(accounts ?? 0),
        verified: (await verificationOf({ db, vouchedFor }, slug)) ?? null,
        statedAtMs: set_at === null ? null : instantMs(set_at),
      };
    }),
  );
}

/**
 * States the code of a party that has accounts here. A firm's stands in its name. Errors: `access.organization_not_found`,
 * `access.bad_uscc`, `access.uscc_taken`.
 */
export async function stateCode(
  { db, clock }: Context,
  { party, uscc, by }: { readonly party: string; readonly uscc: string; readonly by: string },
): Promise<void> {
  const known = await db
    .selectFrom('access_organization')
    .select('id')
    .where('slug', '=', party)
    .executeTakeFirst();
  if (!known) fail('access.organization_not_found', 'No such organisation has accounts here.');
  if (firmCode(party) !== undefined)
    throw fieldFault('access.bad_uscc', '/uscc', "A firm's code stands in its name");
  const code = checkedCode(uscc);
  const other = await db
    .selectFrom('access_organization_code')
    .select('party')
    .where('uscc', '=', code)
    .where('party', '<>', party)
    .executeTakeFirst();
  if (other) throw fieldFault('access.uscc_taken', '/uscc', 'Another organisation has this code');
  const stated = { uscc: code, set_by: by, set_at: instantText(clock.nowMs()) };
  await db
    .insertInto('access_organization_code')
    .values({ party, ...stated })
    .onConflict((conflict) => conflict.column('party').doUpdateSet(stated))
    .execute();
}

function checkedCode(text: string): Uscc {
  try {
    return parseUscc(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/^[a-z_.]+: |\.$/g, '') : '';
    throw fieldFault('access.bad_uscc', '/uscc', detail);
  }
}
