import type { IdSource } from '@finharbor/kernel';
import { type AuthContext, betterAuth } from 'better-auth';
import { organization } from 'better-auth/plugins/organization';
import { username } from 'better-auth/plugins/username';
import type { Kysely, KyselyPlugin } from 'kysely';
import { z } from 'zod';
import type { AccessTables } from '../database.gen.ts';
import { isLogin, plainLogin } from './login.ts';

/** What better-auth is given. */
export type AuthParts = {
  readonly newId: IdSource;
  /** better-auth signs with it what we do not use; it never leaves the process. */
  readonly secret: string;
  readonly hash: (password: string) => Promise<string>;
  readonly matches: (password: string, hash: string) => Promise<boolean>;
};

const timed = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;
const tables = {
  user: {
    modelName: 'access_user',
    fields: { ...timed, emailVerified: 'email_verified' },
    additionalFields: {
      disabledAt: { type: 'date', required: false, input: false, fieldName: 'disabled_at' },
    },
  },
  session: {
    modelName: 'access_session',
    fields: {
      ...timed,
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
    additionalFields: { provenAt: { type: 'date', input: false, fieldName: 'proven_at' } },
    // A session in a signed cookie would outlive its end in the database.
    cookieCache: { enabled: false },
  },
  account: {
    modelName: 'access_credential',
    fields: {
      ...timed,
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: { modelName: 'access_verification', fields: { ...timed, expiresAt: 'expires_at' } },
} as const;

const parties = organization({
  allowUserToCreateOrganization: false,
  schema: {
    session: { fields: { activeOrganizationId: 'active_organization_id' } },
    organization: { modelName: 'access_organization', fields: { createdAt: 'created_at' } },
    member: {
      modelName: 'access_member',
      fields: { organizationId: 'organization_id', userId: 'user_id', createdAt: 'created_at' },
    },
    invitation: {
      modelName: 'access_invitation',
      fields: {
        organizationId: 'organization_id',
        inviterId: 'inviter_id',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
      },
      additionalFields: { login: { type: 'string' }, name: { type: 'string' } },
    },
  },
});

const logins = username({
  displayUsername: false,
  minUsernameLength: 2,
  maxUsernameLength: 64,
  usernameNormalization: plainLogin,
  usernameValidator: isLogin,
  schema: { user: { fields: { username: 'login' } } },
});

/**
 * better-auth over a database or over one transaction, as a library: none of its routes is served, our own call it. Its hooks,
 * its lookups and its writes are used; what it lacks (lockout, idle time, one-time codes) stands in front of it.
 */
export async function authOn(db: Kysely<AccessTables>, parts: AuthParts): Promise<AuthContext> {
  const auth = betterAuth({
    ...tables,
    database: { db: db.withPlugin(datesForAuth), type: 'postgres' },
    plugins: [logins, parties],
    emailAndPassword: {
      enabled: true,
      password: { hash: parts.hash, verify: ({ hash, password }) => parts.matches(password, hash) },
    },
    // The migration is ours, and a test compares it with what better-auth expects.
    advanced: { database: { generateId: () => parts.newId(), validateSchema: false } },
    secret: parts.secret,
    baseURL: 'http://access.invalid',
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
  });
  return (await auth.$context) as unknown as AuthContext;
}

/** An instant as better-auth takes it, from our milliseconds or our text. */
export function authDate(at: number | string): Date {
  return z.coerce.date().parse(at);
}

/** Our databases give instants as text; better-auth compares dates, and text would compare as neither before nor after. */
const datesForAuth: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({ ...result, rows: result.rows.map(dated) }),
};

function dated(row: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    name.endsWith('_at') && typeof value === 'string' ? authDate(value) : value,
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}
