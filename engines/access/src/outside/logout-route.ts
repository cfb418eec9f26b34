import { bytesOf, defineRoute, emptyBody, type Route } from '@finharbor/kernel/http';
import { z } from 'zod';
import { shared } from '../contract/schemas.ts';

/** `POST /sign-in/outside/:id/logout`: a provider says that it ended sessions (OpenID Connect Back-Channel Logout 1.0). */
export const postOutsideLogout: Route<{
  params: { readonly id: string };
  body: Uint8Array;
  replies: { 200: undefined };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/sign-in/outside/:id/logout',
  summary: { en: 'A provider ended sessions', zh: '身份平台通知退出' },
  params: z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/) }),
  body: bytesOf('application/x-www-form-urlencoded'),
  responses: { 200: emptyBody() },
  errors: ['access.outside_unknown', 'access.outside_bad_logout', 'access.outside_unreachable'],
  access: 'public',
  audit: 'access.outside_logout',
  maxBodyBytes: 16_384,
});
