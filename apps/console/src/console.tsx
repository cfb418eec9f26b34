import { HarborPortProvider } from '@finharbor/financing/console';
import { Languages, Loading, ToastProvider } from '@finharbor/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactElement, Suspense } from 'react';
import { harborPort } from './harbor-port.ts';
import { consoleI18n } from './language.ts';
import { queries } from './queries.ts';
import { router } from './router.tsx';

/** The whole page: languages, the cache of what was asked, and the screens. */
export function Console(): ReactElement {
  return (
    <Languages value={consoleI18n}>
      <QueryClientProvider client={queries}>
        <ToastProvider>
          <HarborPortProvider port={harborPort}>
            <Suspense fallback={<Loading />}>
              <RouterProvider router={router} />
            </Suspense>
          </HarborPortProvider>
        </ToastProvider>
      </QueryClientProvider>
    </Languages>
  );
}
