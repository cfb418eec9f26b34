import type { Endpoint } from '@finharbor/kernel/http';
import { channelEndpoints } from './channels/http.ts';
import type { DeskContext } from './context.ts';
import { draftEndpoints } from './drafts/http.ts';
import { noticeEndpoints } from './notices/http.ts';
import { searchEndpoints } from './search/http.ts';
import { viewEndpoints } from './views/http.ts';

/** The desk's endpoints. */
export function deskEndpoints(ctx: DeskContext): readonly Endpoint[] {
  return [
    ...noticeEndpoints(ctx),
    ...channelEndpoints(ctx),
    ...searchEndpoints(ctx),
    ...viewEndpoints(ctx),
    ...draftEndpoints(ctx),
  ];
}
