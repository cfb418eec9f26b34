import {
  defineRoute,
  instantSchema,
  queryInteger,
  type Route,
  type Uscc,
  usccSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { type ByHead, byHead, line, owners, saidByHead, shared } from '../schemas.ts';

/** What a firm has disclosed for a year, in its latest revision. */
export type DisclosureView = {
  readonly uscc: string;
  readonly firm: string;
  readonly year: number;
  readonly revision: number;
  readonly heads: ByHead;
  readonly atMs: number;
};

export const disclosureSchema: z.ZodType<DisclosureView> = z
  .strictObject({
    ...{ uscc: z.string(), firm: z.string(), year: z.int(), revision: z.int() },
    ...{ heads: saidByHead, atMs: instantSchema },
  })
  .meta({ id: 'EthicsDisclosure' });

/** `PUT /ethics/firms/:uscc/disclosures/:year`: a firm discloses by heads, for everybody; another text is another revision. */
export const putDisclosure: Route<{
  params: { readonly uscc: Uscc; readonly year: number };
  body: { readonly firm: string; readonly heads: ByHead };
  replies: { 200: DisclosureView };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/ethics/firms/:uscc/disclosures/:year',
  summary: { en: 'Disclose for a year', zh: '提交年度伦理披露' },
  params: z.strictObject({ uscc: usccSchema, year: queryInteger(2020, 2999) }),
  body: z.strictObject({ firm: line, heads: byHead }),
  responses: { 200: disclosureSchema },
  errors: ['ethics.not_found'],
  access: owners,
  audit: 'ethics.disclose',
});
