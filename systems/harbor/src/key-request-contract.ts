import type { SignedDocument } from '@finharbor/access';
import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { signedDocument } from './signed-schema.ts';

type Requested = { readonly id: string; readonly requestedAt: number };

/** A firm's signed-in owner asks the registrars to vouch for the key of this device. Asking again for the same key changes nothing. */
export const postKeyRequest: Route<{ body: SignedDocument; replies: { 201: Requested } }> = defineRoute({
  method: 'POST',
  path: '/key-requests',
  summary: { en: "Ask the registrars to vouch for the firm's key", zh: '申请登记机关确认企业公钥' },
  tags: ['firms'],
  body: signedDocument.refine(({ type }) => type === 'key_request', {
    path: ['type'],
    message: 'Only a request for a key is taken here',
  }),
  responses: {
    201: z.strictObject({
      id: z.string(),
      requestedAt: z.number().meta({ description: 'Milliseconds since the Unix epoch' }),
    }),
  },
  errors: [
    'key_request.other_firm',
    'document.bad_signature',
    'document.unknown_issuer',
    'document.wrong_key',
    'document.altered',
    'document.malformed',
    'document.wrong_issuer',
  ],
  access: ['owner'],
  openToUnverified: true,
  audit: 'key_request.send',
});
