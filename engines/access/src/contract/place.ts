import { type Bilingual, defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { OpenedSession, PendingSignIn } from '../account.ts';
import { bilingualSchema, loginSchema, pendingSignInSchema, sessionSchema, shared } from './schemas.ts';

/** Whose process this is: what a page has to know before anybody signs in. */
export type Place = {
  readonly role: 'hub' | 'node';
  readonly party: string;
  readonly name: Bilingual;
  readonly demo: boolean;
  /** The hub's address; null at the hub itself. */
  readonly hubUrl: string | null;
  readonly systems: readonly string[];
  readonly registrar: boolean;
  /** Of the party's key, as people read it out. */
  readonly fingerprint: string;
  readonly version: string;
  readonly hasAccounts: boolean;
};

/** Somebody of the demonstration. Every name is made up. */
export type DemoPerson = {
  readonly login: string;
  readonly name: Bilingual;
  readonly party: string;
  readonly roles: readonly string[];
  /** The firm of a firm's owner. */
  readonly firm: DemoOwnFirm | null;
};

/** A firm of the demonstration, as its owner knows it: `prefill` is what it would state in an application. */
export type DemoOwnFirm = {
  readonly uscc: string;
  readonly name: Bilingual;
  readonly prefill: Readonly<Record<string, string | number>>;
};

const place: z.ZodType<Place> = z
  .strictObject({
    role: z.enum(['hub', 'node']),
    party: z.string(),
    name: bilingualSchema,
    demo: z.boolean(),
    hubUrl: z.string().nullable(),
    systems: z.array(z.string()).readonly(),
    registrar: z.boolean(),
    fingerprint: z.string(),
    version: z.string(),
    hasAccounts: z.boolean(),
  })
  .meta({ id: 'Place' });

const demoPerson: z.ZodType<DemoPerson> = z
  .strictObject({
    login: z.string(),
    name: bilingualSchema,
    party: z.string(),
    roles: z.array(z.string()).readonly(),
    firm: z
      .strictObject({
        uscc: z.string(),
        name: bilingualSchema,
        prefill: z.record(z.string(), z.union([z.string(), z.number()])),
      })
      .nullable(),
  })
  .meta({ id: 'DemoPerson' });

/** `GET /place`: whose process this is. */
export const getPlace: Route<{ replies: { 200: Place } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/place',
  summary: { en: 'Whose process this is', zh: '本服务信息' },
  responses: { 200: place },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});

/** `GET /demo/people`: everybody one can be here. Served in the demonstration only. */
export const listDemoPeople: Route<{ replies: { 200: readonly DemoPerson[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/demo/people',
  summary: { en: 'People of the demonstration', zh: '演示人物' },
  responses: { 200: z.array(demoPerson).readonly() },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});

/** `POST /demo/session`: be one of them. Served in the demonstration only, which listens on loopback alone. */
export const postDemoSession: Route<{
  body: { readonly login: string };
  replies: { 201: OpenedSession; 202: PendingSignIn };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/demo/session',
  summary: { en: 'Sign in as a person of the demonstration', zh: '以演示人物登录' },
  body: z.strictObject({ login: loginSchema }),
  responses: { 201: sessionSchema, 202: pendingSignInSchema },
  errors: ['access.account_not_found', 'access.wrong_login', 'access.locked', 'access.busy'],
  access: 'public',
  audit: 'access.demo_sign_in',
});
