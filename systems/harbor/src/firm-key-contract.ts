import { defineRoute, type Route, type Uscc, usccSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { FirmKeyView, KeyRequestView } from './firm-keys.ts';

/** The most firms that a list of them names. */
export const firmsAtOnce = 200;

const instant = z.number().meta({ description: 'Milliseconds since the Unix epoch' });

/** Firms that ask to have their key vouched for, the latest request of each, newest first; only registrars receive them. */
export const listKeyRequests: Route<{ replies: { 200: readonly KeyRequestView[] } }> = defineRoute({
  method: 'GET',
  path: '/firm-key-requests',
  summary: { en: 'Firms that wait to have their key vouched for', zh: '待确认公钥的企业' },
  tags: ['firms'],
  responses: {
    200: z.array(
      z.strictObject({
        uscc: z.string(),
        publicKey: z.string(),
        fingerprint: z.string(),
        requestedAt: instant,
        replaces: z.boolean().meta({ description: 'Another key of this firm counts until now' }),
      }),
    ),
  },
  errors: [],
  access: ['steward'],
  audit: 'firm_key.list_requests',
});

/** The firms' keys that count at this node, by whose word, newest first; or that of one firm. */
export const listFirmKeys: Route<{
  query: { readonly uscc?: Uscc | undefined };
  replies: { 200: readonly FirmKeyView[] };
}> = defineRoute({
  method: 'GET',
  path: '/firm-keys',
  summary: { en: 'Firms’ keys that are vouched for', zh: '已确认的企业公钥' },
  description: {
    en: `The latest ${firmsAtOnce}; any other firm's is found by its code.`,
    zh: `最近 ${firmsAtOnce} 个；其余企业按统一社会信用代码查询。`,
  },
  tags: ['firms'],
  query: z.strictObject({ uscc: usccSchema.optional() }),
  responses: {
    200: z.array(
      z.strictObject({
        uscc: z.string(),
        fingerprint: z.string(),
        registrar: z.string(),
        vouchedAt: instant,
      }),
    ),
  },
  errors: [],
  access: ['steward'],
  audit: 'firm_key.list',
});
