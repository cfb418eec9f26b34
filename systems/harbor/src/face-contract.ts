import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { type PartyView, partyView } from './party-view.ts';

type HarborView = {
  readonly name: string;
  readonly demo: boolean;
  readonly party: string;
  readonly fingerprint: string;
  readonly publicKey: string;
  readonly linkHost: string;
  readonly linkPort: number;
  readonly logOrigin: string;
  readonly logKey: string;
  readonly parties: readonly PartyView[];
};

/** The harbor at a glance: who is here, under which keys. */
export const getHarbor: Route<{ replies: { 200: HarborView } }> = defineRoute({
  method: 'GET',
  path: '/harbor',
  summary: { en: 'The harbor: operator, log and parties', zh: '港口概况：运营方、日志与参与方' },
  tags: ['harbor'],
  responses: {
    200: z.strictObject({
      name: z.string(),
      demo: z.boolean(),
      party: z.string(),
      fingerprint: z.string(),
      publicKey: z.string(),
      linkHost: z.string(),
      linkPort: z.int(),
      logOrigin: z.string(),
      logKey: z.string(),
      parties: z.array(partyView),
    }),
  },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});
