import { accessErrors, authorize } from '@finharbor/access';
import { systemClock } from '@finharbor/kernel';
import { commonErrors, errorTable, type HttpContext, httpApp, register } from '@finharbor/kernel/http';
import { keepRunning, yuanEndpoints, yuanErrors } from '@finharbor/yuan';
import { openYuan } from '../yuan-parts/hub.ts';

// The digital yuan alone, in a process of its own, so that its memory is its own. Whoever calls says who it is: sign-in is not measured here.
const [, , databaseUrl] = process.argv;
const clock = systemClock;
const { ctx } = await openYuan(databaseUrl!);
const context: HttpContext = {
  clock,
  errors: errorTable(commonErrors, accessErrors, yuanErrors),
  authorize,
  audit: async () => {},
  authenticate: async ({ headers }) => {
    const role = String(headers['x-role']);
    const person = { account: role, login: role, session: role, party: 'hub', roles: [role] };
    return { kind: 'account', ...person, provenAtMs: clock.nowMs() };
  },
};
const app = httpApp({ context, ids: ctx.newId, log: { level: 'silent' } });
register(app, yuanEndpoints(ctx), context);
void keepRunning(ctx, new AbortController().signal);
process.send?.(await app.listen({ host: '127.0.0.1', port: 0 }));
