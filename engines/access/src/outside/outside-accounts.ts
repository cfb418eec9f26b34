import type { Context } from '../accounts/context.ts';
import { nonceStore } from '../nonces.ts';
import { begin, take } from './attempts.ts';
import { credentialOf, enter } from './enter.ts';
import { link, links, unlink } from './links.ts';
import { prove } from './prove.ts';
import type { OutsideAccounts } from './store.ts';

/** Outside sign-in on the tables of an account store. */
export function outsideAccounts(ctx: Context): OutsideAccounts {
  return {
    begin: (attempt) => begin(ctx, attempt),
    take: take(ctx),
    enter: (arrived, rule) => enter(ctx, arrived, rule),
    link: (arrived, session) => link(ctx, arrived, session),
    prove: (arrived, session) => prove(ctx, arrived, session),
    links: links(ctx),
    unlink: unlink(ctx),
    origin: origin(ctx),
    end: end(ctx),
  };
}

const origin =
  ({ db }: Context): OutsideAccounts['origin'] =>
  async (session) => {
    const row = await db
      .selectFrom('access_outside_session')
      .select('provider_id')
      .where('token', '=', session)
      .executeTakeFirst();
    return row?.provider_id;
  };

const end =
  ({ db, clock }: Context): OutsideAccounts['end'] =>
  async (providerId, { subject, sid, jti, expiresAtMs: expiresMs }) => {
    // Sent again it would end sessions that were opened since.
    const first = { keyid: credentialOf(providerId), nonce: jti, nowMs: clock.nowMs(), expiresMs };
    if (!(await nonceStore(db).remember(first))) return;
    const ended = db
      .selectFrom('access_outside_session')
      .select('token')
      .where('provider_id', '=', providerId)
      .where(({ eb }) => (sid === undefined ? eb('subject', '=', subject ?? '') : eb('sid', '=', sid)));
    await db.deleteFrom('access_session').where('token', 'in', ended).execute();
  };
