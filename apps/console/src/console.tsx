import { loadDeskPorts } from '@finharbor/desk/console';
import { HarborPortProvider } from '@finharbor/financing/console';
import { DraftsIn, Loading, ToastProvider } from '@finharbor/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactElement, Suspense } from 'react';
import { I18nextProvider } from 'react-i18next';
import { harborPort } from './harbor-port.ts';
import { consoleI18n } from './language.ts';
import { queries } from './queries.ts';
import { router } from './router.tsx';

/** The whole page: languages, the cache of what was asked, and the screens. */
export function Console(): ReactElement {
  return (
    <I18nextProvider i18n={consoleI18n}>
      <QueryClientProvider client={queries}>
        <ToastProvider>
          <HarborPortProvider port={harborPort}>
            <DraftsIn value={loadDeskPorts}>
              <Suspense fallback={<Loading />}>
                <RouterProvider router={router} />
              </Suspense>
            </DraftsIn>
          </HarborPortProvider>
        </ToastProvider>
      </QueryClientProvider>
    </I18nextProvider>
  );
}
