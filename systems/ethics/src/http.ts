import type { Endpoint } from '@finharbor/kernel/http';
import { reportingEndpoints } from './breach/http.ts';
import { committeeEndpoints } from './committee/http.ts';
import type { EthicsContext } from './context.ts';
import { declarationEndpoints } from './declaration/http.ts';
import { firmEndpoints } from './rating/http.ts';
import { reportEndpoints } from './report/http.ts';
import { reviewEndpoints } from './review/http.ts';
import { sessionEndpoints } from './sessions/http.ts';

/** The endpoints of the ethics committee. */
export function ethicsEndpoints(ctx: EthicsContext): readonly Endpoint[] {
  return [
    ...committeeEndpoints(ctx),
    ...sessionEndpoints(ctx),
    ...reviewEndpoints(ctx),
    ...declarationEndpoints(ctx),
    ...firmEndpoints(ctx),
    ...reportEndpoints(ctx),
    ...reportingEndpoints(ctx),
  ];
}
