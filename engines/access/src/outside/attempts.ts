import { instantText, sha256 } from '@finharbor/kernel';
import type { Context } from '../accounts/context.ts';
import type { NewAttempt, OutsideAccounts } from './store.ts';

const attemptValidMs = 10 * 60_000;

/** Keeps an attempt; those that nobody came back from go. */
export async function begin(
  { db, clock }: Context,
  { providerId, proof, browser, goTo, session, proves }: NewAttempt,
): Promise<void> {
  const nowMs = clock.nowMs();
  await db.deleteFrom('access_outside_attempt').where('expires_at', '<', instantText(nowMs)).execute();
  await db
    .insertInto('access_outside_attempt')
    .values({
      state_sha256: sha256(proof.state),
      browser_sha256: sha256(browser),
      provider_id: providerId,
      nonce: proof.nonce,
      verifier: proof.verifier,
      go_to: goTo,
      session_token: session ?? null,
      proves,
      expires_at: instantText(nowMs + attemptValidMs),
    })
    .execute();
}

/** Takes an attempt up. */
export const take =
  ({ db, clock }: Context): OutsideAccounts['take'] =>
  async ({ providerId, state, browser }) => {
    // One statement, so that of two that come back with the same state one finds nothing. Who does not hold the browser's secret cannot use it up.
    const row = await db
      .deleteFrom('access_outside_attempt')
      .where('state_sha256', '=', sha256(state))
      .where('browser_sha256', '=', sha256(browser))
      .where('provider_id', '=', providerId)
      .where('expires_at', '>', instantText(clock.nowMs()))
      .returning(['nonce', 'verifier', 'go_to', 'session_token', 'proves'])
      .executeTakeFirst();
    if (!row) return undefined;
    const { nonce, verifier, go_to: goTo, session_token: session, proves } = row;
    return { providerId, goTo, proof: { state, nonce, verifier }, session: session ?? undefined, proves };
  };
