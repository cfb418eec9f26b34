import { Loading } from '@finharbor/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { consoleI18n } from '../language.ts';
import { queries } from '../queries.ts';
import { ProofDialog } from './proof-dialog.tsx';

let asked: Promise<boolean> | undefined;

/** Opens the dialog that asks for a proof; calls that need one at the same time wait for the same answer. */
export function askForProof(): Promise<boolean> {
  asked ??= open().finally(() => {
    asked = undefined;
  });
  return asked;
}

/** Beside the page, in a root of its own: it may be asked for from above any screen, and the first page does not carry it. */
function open(): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  root.render(
    <I18nextProvider i18n={consoleI18n}>
      <QueryClientProvider client={queries}>
        <Suspense fallback={<Loading />}>
          <ProofDialog onDone={resolve} />
        </Suspense>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  return promise.finally(() => {
    root.unmount();
    place.remove();
  });
}
