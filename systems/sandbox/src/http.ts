import type { Endpoint } from '@finharbor/kernel/http';
import type { SandboxContext } from './context.ts';
import { deskEndpoints } from './desk/http.ts';
import { followEndpoints } from './follow/http.ts';
import { peopleEndpoints } from './people/http.ts';
import { projectEndpoints } from './project/http.ts';
import { usageEndpoints } from './usage/http.ts';
import { watchEndpoints } from './watch/http.ts';

/** The endpoints of the innovation pilot. */
export function sandboxEndpoints(ctx: SandboxContext): readonly Endpoint[] {
  return [
    ...projectEndpoints(ctx),
    ...watchEndpoints(ctx),
    ...peopleEndpoints(ctx),
    ...deskEndpoints(ctx),
    ...followEndpoints(ctx),
    ...usageEndpoints(ctx),
  ];
}
