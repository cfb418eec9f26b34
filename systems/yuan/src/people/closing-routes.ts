import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { holders, shared } from '../roles.ts';
import { walletNumber } from '../schemas.ts';
import { type WalletView, walletSchema } from '../wallets/views.ts';

/** `POST /wallets/:number/closure`: close an empty wallet of one's own, for good. The same again changes nothing. */
export const postClosure: Route<{
  params: { readonly number: string };
  replies: { 200: WalletView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/wallets/:number/closure',
  summary: { en: 'Close my wallet', zh: '注销钱包' },
  params: z.strictObject({ number: walletNumber }),
  responses: { 200: walletSchema },
  errors: ['yuan.no_such_wallet', 'yuan.wallet_frozen', 'yuan.not_empty', 'yuan.in_use'],
  access: holders,
  audit: 'yuan_wallet.close',
});
