import type { Endpoint } from '@finharbor/kernel/http';
import { billEndpoints } from './bills/http.ts';
import { chainEndpoints } from './chain/http.ts';
import type { YuanContext } from './context.ts';
import { fundEndpoints } from './funds/http.ts';
import { paymentEndpoints } from './payments/http.ts';
import { walletEndpoints } from './wallets/http.ts';

/** The endpoints of the digital yuan. */
export function yuanEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    ...walletEndpoints(ctx),
    ...paymentEndpoints(ctx),
    ...fundEndpoints(ctx),
    ...billEndpoints(ctx),
    ...chainEndpoints(ctx),
  ];
}
