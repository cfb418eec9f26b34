import { codeOf, fail, instantMs, instantText } from '@finharbor/kernel';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { Account } from '../account.ts';
import type { Context } from '../accounts/context.ts';
import { fieldFault } from '../accounts/login.ts';
import { newChallenge, spendChallenge } from './challenges.ts';
import type { Assertion, AssertionAsk, Attestation, AttestationAsk, Passkey, Site } from './forms.ts';

const mostPasskeys = 20;

/** What a browser needs to make a passkey for this account. Errors: `access.factor_not_offered`. */
export async function askAttestation(ctx: Context, account: Account): Promise<AttestationAsk> {
  const { id, name } = siteOf(ctx);
  const there = await rowsOf(ctx, account.id);
  return {
    challenge: await newChallenge(ctx, registrationOf(account.id)),
    siteId: id,
    siteName: name,
    userHandle: Buffer.from(account.id).toString('base64url'),
    login: account.login,
    name: account.name,
    exclude: there.map(({ credential_id }) => credential_id),
  };
}

/** Keeps a new passkey. Errors: `access.factor_not_offered`, `access.passkey_refused`, `access.too_many_passkeys`. */
export async function addPasskey(
  ctx: Context,
  { accountId, name, attestation }: NewPasskey,
): Promise<Passkey> {
  const { credential, transports } = await attested(ctx, accountId, attestation);
  if ((await rowsOf(ctx, accountId)).length >= mostPasskeys)
    fail('access.too_many_passkeys', `An account has at most ${mostPasskeys} passkeys.`);
  const nowMs = ctx.clock.nowMs();
  const id = ctx.newId();
  const kept = await ctx.db
    .insertInto('access_passkey')
    .values({
      id,
      user_id: accountId,
      credential_id: credential.id,
      public_key: credential.publicKey,
      counter: BigInt(credential.counter),
      transports: [...transports],
      name,
      created_at: instantText(nowMs),
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows !== 1n) fail('access.passkey_refused', 'This passkey is known already.');
  return { id, name, createdAtMs: nowMs, lastUsedAtMs: null };
}
type NewPasskey = { readonly accountId: string; readonly name: string; readonly attestation: Attestation };

/** The passkeys of an account, the oldest first. */
export async function passkeysOf(ctx: Context, accountId: string): Promise<readonly Passkey[]> {
  return (await rowsOf(ctx, accountId)).map(({ id, name, created_at, last_used_at }) => ({
    id,
    name,
    createdAtMs: instantMs(created_at),
    lastUsedAtMs: last_used_at === null ? null : instantMs(last_used_at),
  }));
}

/** Errors: `access.factor_not_found`. */
export async function renamePasskey(
  ctx: Context,
  { accountId, id, name }: OwnPasskey & { readonly name: string },
): Promise<void> {
  const named = await ctx.db
    .updateTable('access_passkey')
    .set({ name })
    .where('id', '=', id)
    .where('user_id', '=', accountId)
    .executeTakeFirst();
  if (named.numUpdatedRows === 0n) throw notFound();
}

/** Errors: `access.factor_not_found`. */
export async function removePasskey(ctx: Context, { accountId, id }: OwnPasskey): Promise<void> {
  const gone = await ctx.db
    .deleteFrom('access_passkey')
    .where('id', '=', id)
    .where('user_id', '=', accountId)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw notFound();
}
type OwnPasskey = { readonly accountId: string; readonly id: string };

/** What a passkey is to sign for a purpose: one of the account's, or without an account any of this site. Errors: `access.factor_not_offered`. */
export async function askAssertion(
  ctx: Context,
  { purpose, accountId }: { readonly purpose: string; readonly accountId: string | undefined },
): Promise<AssertionAsk> {
  const { id } = siteOf(ctx);
  const own = accountId === undefined ? [] : await rowsOf(ctx, accountId);
  return {
    challenge: await newChallenge(ctx, purpose),
    siteId: id,
    allow: own.map(({ credential_id, transports }) => ({ id: credential_id, transports })),
  };
}

/** The account whose passkey signed a challenge of this purpose, its holder verified by the authenticator; undefined where it did not. */
export async function assertedBy(
  ctx: Context,
  assertion: Assertion,
  purpose: string,
): Promise<string | undefined> {
  const site = ctx.site();
  const challenge = await spendChallenge(ctx, { clientDataJSON: assertion.clientDataJSON, purpose });
  if (!site || challenge === undefined) return undefined;
  // Locked: the counter that is compared must be the one that is replaced.
  const row = await ctx.db
    .selectFrom('access_passkey')
    .selectAll()
    .where('credential_id', '=', assertion.id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const counter = await verifiedCounter(site, { assertion, challenge, row });
  if (counter === undefined) return undefined;
  await ctx.db
    .updateTable('access_passkey')
    .set({ counter: BigInt(counter), last_used_at: instantText(ctx.clock.nowMs()) })
    .where('id', '=', row.id)
    .execute();
  return row.user_id;
}

type Signed = {
  readonly assertion: Assertion;
  readonly challenge: string;
  readonly row: { readonly credential_id: string; readonly public_key: Uint8Array; readonly counter: bigint };
};

async function verifiedCounter(
  site: Site,
  { assertion, challenge, row }: Signed,
): Promise<number | undefined> {
  const { id, ...response } = assertion;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: { ...response, userHandle: response.userHandle ?? '' },
      },
      expectedChallenge: challenge,
      expectedOrigin: [...site.origins],
      expectedRPID: site.id,
      requireUserVerification: true,
      credential: {
        id: row.credential_id,
        publicKey: new Uint8Array(row.public_key),
        counter: Number(row.counter),
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch (error) {
    return refusedBy(error);
  }
}

async function attested(ctx: Context, accountId: string, attestation: Attestation) {
  const site = siteOf(ctx);
  const { id, transports, ...response } = attestation;
  const purpose = registrationOf(accountId);
  const challenge = await spendChallenge(ctx, { clientDataJSON: response.clientDataJSON, purpose });
  if (challenge === undefined) fail('access.passkey_refused', 'The request for a passkey has run out.');
  const checked = await verifyRegistrationResponse({
    response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
    expectedChallenge: challenge,
    expectedOrigin: [...site.origins],
    expectedRPID: site.id,
    requireUserVerification: true,
  }).catch(refusedBy);
  if (!checked?.verified) return fail('access.passkey_refused', 'The passkey does not hold for this site.');
  return { credential: checked.registrationInfo.credential, transports };
}

/** The library throws plain errors at what does not hold; a fault of ours goes on. */
function refusedBy(error: unknown): undefined {
  if (codeOf(error) !== 'internal') throw error;
  return undefined;
}

function siteOf(ctx: Context): Site {
  return ctx.site() ?? fail('access.factor_not_offered', 'Passkeys need a host name; this is an IP address.');
}

function registrationOf(accountId: string): string {
  return `register ${accountId}`;
}

function notFound() {
  return fieldFault('access.factor_not_found', '/id', 'There is no such passkey');
}

function rowsOf({ db }: Context, accountId: string) {
  return db
    .selectFrom('access_passkey')
    .select(['id', 'name', 'credential_id', 'transports', 'created_at', 'last_used_at'])
    .where('user_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
