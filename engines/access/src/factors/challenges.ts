import { instantText } from '@finharbor/kernel';
import type { Context } from '../accounts/context.ts';

const challengeValidMs = 5 * 60_000;

/** Fresh random bytes for a passkey to sign, kept until they are spent or five minutes have passed. */
export async function newChallenge({ db, clock, random }: Context, purpose: string): Promise<string> {
  const challenge = Buffer.from(random.bytes(32)).toString('base64url');
  const nowMs = clock.nowMs();
  // Anybody may ask for one: what ran out goes first, so that asking does not fill the disk for long.
  await db.deleteFrom('access_challenge').where('expires_at', '<=', instantText(nowMs)).execute();
  const expires_at = instantText(nowMs + challengeValidMs);
  await db.insertInto('access_challenge').values({ challenge, purpose, expires_at }).execute();
  return challenge;
}

/** Takes the challenge out of what a browser signed; undefined unless it was ours for this purpose, in time, and not spent before. */
export async function spendChallenge(
  { db, clock }: Context,
  { clientDataJSON, purpose }: { readonly clientDataJSON: string; readonly purpose: string },
): Promise<string | undefined> {
  const challenge = challengeIn(clientDataJSON);
  if (challenge === undefined) return undefined;
  // One statement: of two requests with the same challenge one finds it.
  const spent = await db
    .deleteFrom('access_challenge')
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', instantText(clock.nowMs()))
    .returning('challenge')
    .executeTakeFirst();
  return spent?.challenge;
}

function challengeIn(clientDataJSON: string): string | undefined {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    const { challenge } = data as { readonly challenge?: unknown };
    return typeof challenge === 'string' && /^[\w-]{43}$/.test(challenge) ? challenge : undefined;
  } catch {
    return undefined;
  }
}
