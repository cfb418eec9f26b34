import type { Endpoint } from '@finharbor/kernel/http';
import { deskEndpoints } from './bank/desk-http.ts';
import { bankEndpoints } from './bank/http.ts';
import { billEndpoints } from './bills/http.ts';
import { campaignEndpoints } from './campaign/http.ts';
import { chainEndpoints } from './chain/http.ts';
import type { YuanContext } from './context.ts';
import { fundEndpoints } from './funds/http.ts';
import { freezeEndpoints } from './inquiry/freeze-http.ts';
import { inquiryEndpoints } from './inquiry/http.ts';
import { monitorEndpoints } from './monitor/http.ts';
import { paymentEndpoints } from './payments/http.ts';
import { closingEndpoint, peopleEndpoints } from './people/http.ts';
import { prepaidEndpoints } from './prepaid/http.ts';
import { walletEndpoints } from './wallets/http.ts';

/** The endpoints of the digital yuan. */
export function yuanEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    ...walletEndpoints(ctx),
    ...paymentEndpoints(ctx),
    ...peopleEndpoints(ctx),
    closingEndpoint(ctx),
    ...inquiryEndpoints(ctx),
    ...freezeEndpoints(ctx),
    ...monitorEndpoints(ctx),
    ...prepaidEndpoints(ctx),
    ...campaignEndpoints(ctx),
    ...bankEndpoints(ctx),
    ...deskEndpoints(ctx),
    ...fundEndpoints(ctx),
    ...billEndpoints(ctx),
    ...chainEndpoints(ctx),
  ];
}
