import type { Endpoint } from '@finharbor/kernel/http';
import { archiveEndpoints } from './archive/http.ts';
import type { CaseworkContext } from './context.ts';
import { draftEndpoints } from './drafts/http.ts';
import { fileEndpoints } from './files/http.ts';
import { letterEndpoints } from './letters/http.ts';
import { listEndpoints } from './lists/http.ts';
import { caseEndpoints } from './one/http.ts';
import { procedureEndpoints } from './procedures/http.ts';
import { publicEndpoints } from './public/http.ts';

/** The endpoints of cases and of their procedures. */
export function caseworkEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    ...procedureEndpoints(ctx),
    ...caseEndpoints(ctx),
    ...fileEndpoints(ctx),
    ...listEndpoints(ctx),
    ...draftEndpoints(ctx),
    ...publicEndpoints(ctx),
    ...letterEndpoints(ctx),
    ...archiveEndpoints(ctx),
  ];
}
