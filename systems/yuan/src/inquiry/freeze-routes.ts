import { type Bilingual, defineRoute, instantSchema, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { shared, tellers } from '../roles.ts';
import { line, movementId, walletNumber } from '../schemas.ts';
import { basisFields, type StatedBasis } from './basis.ts';

/** An authority's order to freeze a wallet. */
export type NewFreeze = StatedBasis & {
  /** The same number again is the same order. */
  readonly id: string;
  readonly authority: string;
  /** Null where it stands until it is ended. */
  readonly untilMs: number | null;
};

/** The order, as tellers see it. */
export type FreezeView = Omit<NewFreeze, 'law'> & {
  readonly law: Bilingual;
  readonly wallet: string;
  readonly atMs: number;
  readonly endedAtMs: number | null;
  /** Null where its time was over. */
  readonly endReason: string | null;
};

const order = {
  id: movementId,
  authority: line,
  ...basisFields,
  untilMs: instantSchema.nullable(),
};
const viewSchema: z.ZodType<FreezeView> = z.strictObject({
  ...order,
  id: z.string(),
  law: z.strictObject({ en: z.string(), zh: z.string() }),
  wallet: walletNumber,
  atMs: instantSchema,
  endedAtMs: instantSchema.nullable(),
  endReason: z.string().nullable(),
});

/** `POST /customers/:number/freezes`: a teller freezes a wallet by an authority's order. */
export const postFreeze: Route<{
  params: { readonly number: string };
  body: NewFreeze;
  replies: { 201: FreezeView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/customers/:number/freezes',
  summary: { en: 'Freeze a wallet by order', zh: '依令冻结钱包' },
  params: z.strictObject({ number: walletNumber }),
  body: z.strictObject(order),
  responses: { 201: viewSchema },
  errors: [
    'yuan.operator_not_found',
    'yuan.no_such_wallet',
    'yuan.wallet_closed',
    'yuan.bad_scope',
    'yuan.other_movement',
  ],
  access: tellers,
  audit: 'yuan_freeze.order',
  stepUp: true,
});

/** `POST /freezes/:id/end`: a teller ends an order. */
export const postFreezeEnd: Route<{
  params: { readonly id: string };
  body: { readonly reason: string };
  replies: { 200: FreezeView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/freezes/:id/end',
  summary: { en: 'Unfreeze a wallet', zh: '解除冻结' },
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({ reason: line }),
  responses: { 200: viewSchema },
  errors: ['yuan.operator_not_found', 'yuan.freeze_not_found'],
  access: tellers,
  audit: 'yuan_freeze.end',
  stepUp: true,
});

/** `GET /freezes`: orders on wallets of one's bank. */
export const listFreezes: Route<{ replies: { 200: { readonly items: readonly FreezeView[] } } }> =
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/freezes',
    summary: { en: 'Orders to freeze', zh: '冻结令列表' },
    responses: { 200: z.strictObject({ items: z.array(viewSchema).readonly() }) },
    errors: ['yuan.operator_not_found'],
    access: tellers,
    audit: 'yuan_freeze.list',
  });
