import { authorize } from '@finharbor/access';
import { harborErrors, hubRoutes, type Store, searchEndpoints } from '@finharbor/harbor';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { commonErrors, errorTable, type HttpContext, httpApp, register } from '@finharbor/kernel/http';

/** The hub's public search on a real socket. */
export async function serveCatalogue(store: Store): Promise<AsyncDisposable & { readonly url: string }> {
  const context: HttpContext = {
    clock: systemClock,
    errors: errorTable(commonErrors, harborErrors),
    authorize,
    audit: async () => {},
    authenticate: async () => ({ kind: 'public' }),
  };
  const app = httpApp({ context, ids: idSource(systemClock, systemRandom), log: { level: 'silent' } });
  register(app, searchEndpoints({ ...store, sees: () => () => false }, hubRoutes), context);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, [Symbol.asyncDispose]: async () => void (await app.close()) };
}
