import {
  type Bilingual,
  defineRoute,
  emptyBody,
  instantSchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema, shared } from '../contract/schemas.ts';

/** How one can sign in at this process. */
export type WaysIn = {
  readonly passwords: boolean;
  /** People may make accounts of their own. */
  readonly registration: boolean;
  readonly providers: readonly { readonly id: string; readonly title: Bilingual }[];
};

/** A provider as somebody who is signed in sees it; null: not linked. */
export type MyProvider = {
  readonly id: string;
  readonly title: Bilingual;
  /** True where I can prove there again who I am. */
  readonly proves: boolean;
  readonly linkedAtMs: number | null;
};

type ById = { readonly id: string };
type WayOn = { readonly goTo: string };
type WayBack = { readonly to?: string | undefined };

const byId: z.ZodType<ById> = z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/) });
const provider = { id: z.string(), title: bilingualSchema };
const wayOn: z.ZodType<WayOn> = z.strictObject({ goTo: z.string() });
const wayBack: z.ZodType<WayBack> = z.strictObject({ to: textSchema(500).optional() });

/** `GET /sign-in/outside`: the ways to sign in here, for the sign-in page. */
export const getWaysIn: Route<{ replies: { 200: WaysIn } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/sign-in/outside',
  summary: { en: 'Ways to sign in', zh: '登录方式' },
  responses: {
    200: z
      .strictObject({
        passwords: z.boolean(),
        registration: z.boolean(),
        providers: z.array(z.strictObject(provider)).readonly(),
      })
      .meta({ id: 'WaysIn' }),
  },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});

/** `POST /sign-in/outside/:id`: sign in there; the browser goes on to `goTo` and in the end to `to`, a screen's path. A certificate signs in at once. */
export const startOutside: Route<{ params: ById; body: WayBack; replies: { 201: WayOn } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/sign-in/outside/:id',
  summary: { en: 'Sign in at a provider', zh: '通过身份平台登录' },
  description: {
    en: 'A page of this process asks for it when somebody presses for it: no link from elsewhere signs anybody in.',
    zh: '须由本服务的页面在用户点击后请求：来自其他网站的链接不会使任何人登录。',
  },
  params: byId,
  body: wayBack,
  responses: { 201: wayOn },
  errors: [
    'access.cross_site',
    'access.outside_unknown',
    'access.outside_unreachable',
    'access.outside_no_certificate',
    'access.outside_bad_answer',
    'access.outside_not_linked',
    'access.outside_no_role',
    'access.outside_account_ended',
    'access.outside_login_taken',
  ],
  access: 'public',
  audit: 'access.outside_begin',
});

/** `GET /sign-in/outside/:id/return`: where the provider sends the browser; opens the session or links the account. */
export const returnFromOutside: Route<{
  params: ById;
  query: Readonly<Record<string, string>>;
  replies: { 302: undefined };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/sign-in/outside/:id/return',
  summary: { en: 'Come back from a provider', zh: '从身份平台返回' },
  params: byId,
  // What a provider adds to code and state is its own business.
  query: z.record(textSchema(64), textSchema(4096)),
  responses: { 302: emptyBody() },
  errors: [],
  access: 'public',
  audit: 'access.outside_return',
});

/** `GET /session/outside`: where to sign out at the provider this session came from, once it is ended here; null: nowhere. */
export const getSignOutUrl: Route<{ replies: { 200: { readonly signOutUrl: string | null } } }> = defineRoute(
  {
    ...shared,
    method: 'GET',
    path: '/session/outside',
    summary: { en: 'Where to sign out besides', zh: '身份平台的退出地址' },
    responses: { 200: z.strictObject({ signOutUrl: z.string().nullable() }) },
    errors: [],
    access: [{ role: '*', over: 'self' }],
    openToUnverified: true,
    audit: { none: 'own' },
  },
);

/** `GET /outside-links`: the providers, and which of them I am linked to. */
export const listOutsideLinks: Route<{ replies: { 200: readonly MyProvider[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/outside-links',
  summary: { en: 'Providers I am linked to', zh: '已关联的身份平台' },
  responses: {
    200: z
      .array(z.strictObject({ ...provider, proves: z.boolean(), linkedAtMs: instantSchema.nullable() }))
      .readonly(),
  },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
});

/** `POST /outside-links/:id`: link my account to who I am there; the browser goes on to `goTo`. */
export const postOutsideLink: Route<{ params: ById; replies: { 201: WayOn } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/outside-links/:id',
  summary: { en: 'Link my account to a provider', zh: '关联身份平台' },
  params: byId,
  responses: { 201: wayOn },
  errors: [
    'access.outside_unknown',
    'access.outside_unreachable',
    'access.outside_no_certificate',
    'access.outside_bad_answer',
    'access.outside_linked_elsewhere',
    'access.outside_already_linked',
  ],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.outside_link',
  stepUp: true,
});

/** `POST /outside-links/:id/proof`: prove there again who I am; the browser goes on to `goTo` and in the end to `to`, a screen's path. */
export const postOutsideProof: Route<{ params: ById; body: WayBack; replies: { 201: WayOn } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/outside-links/:id/proof',
  summary: { en: 'Prove again who I am at a provider', zh: '通过身份平台重新验证身份' },
  params: byId,
  body: wayBack,
  responses: { 201: wayOn },
  errors: [
    'access.outside_unknown',
    'access.outside_unreachable',
    'access.outside_no_certificate',
    'access.outside_bad_answer',
    'access.outside_other_person',
    'access.outside_stale',
    'access.other_proof',
  ],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.outside_prove',
});

/** `DELETE /outside-links/:id`: end the link; sessions that came through it are over, but for this one. */
export const deleteOutsideLink: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/outside-links/:id',
  summary: { en: 'Unlink my account from a provider', zh: '解除关联' },
  params: byId,
  responses: { 204: emptyBody() },
  errors: ['access.outside_not_linked', 'access.outside_last_way'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'access.outside_unlink',
  stepUp: true,
});

/** Routes of sign-in through outside providers, by name. */
export const outsideRoutes: OutsideRoutes = {
  deleteOutsideLink,
  getSignOutUrl,
  getWaysIn,
  listOutsideLinks,
  postOutsideLink,
  postOutsideProof,
  startOutside,
};
type OutsideRoutes = {
  readonly deleteOutsideLink: typeof deleteOutsideLink;
  readonly getSignOutUrl: typeof getSignOutUrl;
  readonly getWaysIn: typeof getWaysIn;
  readonly listOutsideLinks: typeof listOutsideLinks;
  readonly postOutsideLink: typeof postOutsideLink;
  readonly postOutsideProof: typeof postOutsideProof;
  readonly startOutside: typeof startOutside;
};
