import { z } from 'zod';
import { limitFields, type SignInLimits } from './sign-in-limits.ts';

type Bilingual = { readonly en: string; readonly zh: string };
type Client = {
  readonly clientId: string;
  /** A file with the secret alone, readable by its owner only; left out for a client without one. */
  readonly clientSecretFile?: string | undefined;
  readonly clientSecretIn: 'header' | 'body';
  readonly scopes: readonly string[];
};
type Provider = {
  /** Stands in addresses and in links of accounts: another provider needs another id. */
  readonly id: string;
  readonly title: Bilingual;
  readonly whoMayEnter: 'linked' | 'mapped';
  /** Claims, by path, that accounts are made of. */
  readonly map?: { readonly login: string; readonly name: string } | undefined;
  readonly roles?:
    | { readonly claim: string; readonly values: Readonly<Record<string, readonly string[]>> }
    | undefined;
  readonly party: 'own' | { readonly firm: string };
};

/** An outside provider, as an installation's file names it. */
export type ProviderConfig = Provider &
  (
    | ({
        readonly kind: 'oidc';
        readonly issuer: string;
        /** How long ago somebody may have signed in there who enters here. */
        readonly maxAuthAgeMinutes: number;
        /** Strengths of a sign-in there (`acr`) of which one is required; empty: any. */
        readonly requireAcr: readonly string[];
        readonly minRsaBits: number;
      } & Client)
    | ({
        readonly kind: 'oauth2';
        readonly endpoints: {
          readonly authorization: string;
          readonly token: string;
          readonly userinfo: string;
          readonly issuer?: string | undefined;
        };
        readonly subject: string;
        /** It has people sign in at every visit, which it cannot say itself. */
        readonly asksEveryTime: boolean;
      } & Client)
    | {
        readonly kind: 'certificate';
        readonly header: string;
        readonly proxySecretFile: string;
        readonly authorityFiles: readonly string[];
        readonly subject: string;
      }
  );

/** How people sign in; left out, by password. */
export type SignInConfig = SignInLimits & {
  readonly outside: readonly ProviderConfig[];
  readonly passwords: boolean;
  /** At the hub: people may make accounts of their own. */
  readonly registration: boolean;
};

const isLocal = /^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?(\/|$)/;
const address = z
  .url({ protocol: /^https?$/ })
  .refine((url) => url.startsWith('https:') || isLocal.test(url), 'without https on this machine only');
const claim = z.string().regex(/^[^.\s]+(\.[^.\s]+)*$/, 'a claim’s path is like data.user.name');
const file = z.string().min(1);
const client = {
  clientId: z.string().min(1),
  clientSecretFile: file.optional(),
  clientSecretIn: z.enum(['header', 'body']).default('header'),
  scopes: z.array(z.string().regex(/^[!#-[\]-~]+$/)).readonly(),
};
const provider = {
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  title: z.strictObject({ en: z.string().min(1), zh: z.string().min(1) }),
  whoMayEnter: z.enum(['linked', 'mapped']),
  map: z.strictObject({ login: claim, name: claim }).optional(),
  roles: z
    .strictObject({ claim, values: z.record(z.string(), z.array(z.string()).min(1).readonly()) })
    .optional(),
  party: z.union([z.literal('own'), z.strictObject({ firm: claim })]).default('own'),
};
const anyProvider = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('oidc'),
      issuer: address,
      maxAuthAgeMinutes: z.int().min(1).max(10_080).default(720),
      requireAcr: z.array(z.string().regex(/^\S+$/)).readonly().default([]),
      minRsaBits: z.int().min(2048).max(8192).default(2048),
      ...client,
      scopes: client.scopes.refine((scopes) => scopes.includes('openid'), 'openid is among them'),
      ...provider,
    }),
    z.strictObject({
      kind: z.literal('oauth2'),
      endpoints: z.strictObject({
        authorization: address,
        token: address,
        userinfo: address,
        issuer: z.string().optional(),
      }),
      subject: claim,
      asksEveryTime: z.boolean().default(false),
      ...client,
      ...provider,
    }),
    z.strictObject({
      kind: z.literal('certificate'),
      header: z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/),
      proxySecretFile: file,
      authorityFiles: z.array(file).min(1).readonly(),
      subject: z.string().min(1),
      ...provider,
    }),
  ])
  .superRefine(({ whoMayEnter, map, roles }, ctx) => {
    if (whoMayEnter === 'linked') return;
    for (const [path, part] of Object.entries({ map, roles }))
      if (part === undefined)
        ctx.addIssue({ code: 'custom', path: [path], message: 'accounts by mapping are made of it' });
  });

/** The part `signIn` of a configuration. */
export const signInSchema: z.ZodType<SignInConfig> = z
  .strictObject({
    outside: z.array(anyProvider).max(20).readonly().default([]),
    passwords: z.boolean().default(true),
    registration: z.boolean().default(true),
    ...limitFields,
  })
  .superRefine(({ outside, passwords }, ctx) => {
    for (const [at, { id }] of outside.entries())
      if (outside.findIndex((one) => one.id === id) < at)
        ctx.addIssue({ code: 'custom', path: ['outside', at, 'id'], message: 'another has this id' });
    // Linking starts from an account that is signed in, which nobody could be.
    if (!passwords && !outside.some(({ whoMayEnter }) => whoMayEnter === 'mapped'))
      ctx.addIssue({
        code: 'custom',
        path: ['passwords'],
        message: 'without passwords a provider has to let people in by mapping',
      });
  });
