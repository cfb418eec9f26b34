import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint, type Printer, printed } from '@finharbor/kernel/http';
import { addresses, type CredentialsContext } from './context.ts';
import * as routes from './contract.ts';
import { publicJwk } from './keys/keyring.ts';
import { readNumber } from './number.ts';
import { credentialPaper } from './paper.ts';
import { changeStatus } from './records/change-status.ts';
import { findCredential, type StoredCredential } from './records/find.ts';
import { forgetCredential } from './records/forget.ts';
import { publicCredentials } from './records/list-public.ts';
import { type Lists, openLists } from './records/lists.ts';
import { credentialOnFile } from './records/on-file.ts';
import { listTimes } from './status/token.ts';
import type { ClaimValue } from './type-metadata.ts';
import { type CredentialType, typeMetadata, typeSlug } from './types.ts';
import { statusReference, verifyCredential } from './verify.ts';

/** What credentials are served with. */
export type CredentialsHttp = CredentialsContext & {
  readonly printer: Printer;
  /** The page that verifies a certificate, by its number: where the code on paper leads. */
  readonly pageOf: (number: string) => string;
};

/** What is served of credentials: the issuer, its types and lists, public certificates, and verifying. */
export function credentialEndpoints(ctx: CredentialsHttp): readonly Endpoint[] {
  const lists = openLists(ctx);
  return [...issuerEndpoints(ctx, lists), ...certificateEndpoints(ctx, lists)];
}

const lasting = { 'cache-control': 'public, max-age=3600' };

function issuerEndpoints({ keyring, url, types }: CredentialsHttp, lists: Lists): readonly Endpoint[] {
  return [
    endpoint(routes.getIssuer, async () => ({
      ...{ status: 200, headers: lasting },
      body: { issuer: url(), jwks: { keys: keyring.all().map(publicJwk) } },
    })),
    endpoint(routes.getAuthority, async () => ({
      ...{ status: 200, headers: lasting },
      body: new TextEncoder().encode(keyring.authority.toString()),
    })),
    endpoint(routes.getType, async ({ params }) => {
      const type = types.find((one) => typeSlug(one) === params.type);
      if (!type) return fail('credential.no_such_type', 'No certificates of this type are issued here.');
      return { status: 200, headers: lasting, body: typeMetadata(type, addresses.type(url(), type)) };
    }),
    endpoint(routes.listLists, async () => ({
      status: 200,
      body: { status_lists: await lists.addresses() },
    })),
    endpoint(routes.getList, async ({ params }) => {
      const found = await lists.list(params.list);
      if (!found) return fail('credential.no_such_list', 'There is no such status list.');
      const headers = { 'cache-control': `public, max-age=${listTimes.ttlS}`, etag: found.tag };
      return { status: 200, headers, body: new TextEncoder().encode(found.token) };
    }),
  ];
}

function certificateEndpoints(ctx: CredentialsHttp, lists: Lists): readonly Endpoint[] {
  return [
    endpoint(routes.verifyShown, async ({ body }) => ({
      status: 200,
      body: await verified(ctx, lists, body),
    })),
    endpoint(routes.listCredentials, async ({ query }) => ({
      status: 200,
      body: await publicCredentials(ctx, query),
    })),
    endpoint(routes.getCredential, async ({ params }) => ({
      ...{ status: 200, headers: { 'cache-control': 'no-cache' } },
      body: await publishedOf(ctx, await publicOne(ctx, params.number)),
    })),
    endpoint(routes.printCredential, async ({ params, query }) => {
      const found = await publicOne(ctx, params.number);
      return printed(ctx.printer, credentialPaper(found, ctx.pageOf(found.number), query.language));
    }),
    endpoint(routes.getOnFile, async ({ params }) => ({
      status: 200,
      body: (await credentialOnFile(ctx, readNumber(params.number) ?? notFound())) ?? notFound(),
    })),
    endpoint(routes.setStatus, async ({ params, body, caller, requestId }) => {
      const by = caller.kind === 'account' ? { by: caller.account } : {};
      // One that was forgotten can still be revoked.
      const number = readNumber(params.number) ?? notFound();
      const change = { number, ...body, ...by, key: requestId };
      const done = await ctx.db.transaction().execute((tx) => changeStatus(ctx, tx, change));
      if (done.kind === 'not_found') return notFound();
      if (done.kind === 'revoked_for_good')
        return fail('credential.revoked_for_good', 'A revoked certificate stays revoked; issue another.');
      return { status: 200, body: { status: body.status } };
    }),
    endpoint(routes.postForgetting, async ({ params }) => {
      const number = readNumber(params.number) ?? notFound();
      const done = await ctx.db.transaction().execute((tx) => forgetCredential(ctx, tx, number));
      if (done.kind === 'not_found') return notFound();
      if (done.kind === 'stays')
        return fail(
          'credential.public_stays',
          'Anybody may look a public certificate up: revoke it instead.',
        );
      return { status: 204 };
    }),
  ];
}

/** What is not public looks like what is not there. */
async function publicOne(ctx: CredentialsHttp, number: string): Promise<StoredCredential> {
  const found = await findCredential(ctx, ctx.db, number);
  return found?.type.isPublic ? found : notFound();
}

function notFound(): never {
  return fail(
    'credential.not_found',
    'There is no such certificate. Look again at its number: its last two digits check the others.',
  );
}

async function publishedOf(
  { log }: CredentialsHttp,
  found: StoredCredential,
): Promise<routes.PublishedCredential> {
  const { number, type, status, issuedAtMs, expiresAtMs, claims, credential, events } = found;
  return {
    ...{ number, title: type.title, status, issuedAtMs, expiresAtMs, credential },
    claims: namedClaims(type, claims),
    events: await Promise.all(
      events.map(async ({ logIndex, ...event }) => ({
        ...event,
        proof: logIndex === null ? null : ((await log.proof(logIndex)) ?? null),
      })),
    ),
  };
}

function namedClaims(type: CredentialType, claims: object): readonly routes.NamedClaim[] {
  return Object.entries(type.claims).flatMap(([name, { label }]) =>
    Object.hasOwn(claims, name)
      ? [{ name, label, value: (claims as Record<string, ClaimValue>)[name]! }]
      : [],
  );
}

/** Another issuer's certificate fails by its chain: nothing that it names is fetched. */
async function verified(
  { keyring, types, url, clock }: CredentialsHttp,
  lists: Lists,
  { credential: pasted, holder }: routes.Shown,
): Promise<routes.Verified> {
  const credential = pasted.trim();
  const reference = statusReference(credential);
  const prefix = addresses.list(url(), 0).slice(0, -1);
  const own = reference?.uri.startsWith(prefix) ? Number(reference.uri.slice(prefix.length)) : Number.NaN;
  const list = Number.isSafeInteger(own) && own > 0 && own < 2 ** 31 ? await lists.list(own) : undefined;
  const byVct = new Map(types.map((type) => [addresses.type(url(), type), type]));
  const { claims, ...verdict } = verifyCredential(credential, {
    ...{ issuer: url(), authorities: [keyring.authority], types: [...byVct.keys()], nowMs: clock.nowMs() },
    statusList: list?.token,
    ...(holder ? { holder } : {}),
  });
  const type = claims && byVct.get(String(claims.vct));
  return {
    ...{ kind: verdict.kind, checks: verdict.checks },
    number: typeof claims?.number === 'string' ? claims.number : null,
    title: type?.title ?? null,
    claims: type ? namedClaims(type, claims) : [],
  };
}
