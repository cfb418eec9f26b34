import '@finharbor/ui/styles.css';
import { registerProblems, startDisplay } from '@finharbor/ui';
import { registerCaseParts, registerProver, watchTouches } from '@finharbor/ui/screens';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { Console } from './console.tsx';
import { consoleI18n } from './language.ts';
import { placeQuery, whoQuery } from './place.ts';
import { queries } from './queries.ts';

// Compiling schemas with `new Function` is what the content security policy forbids.
config({ jitless: true });
startDisplay();
// What every screen waits for is asked for at once, not one after the other as the page is put together.
void consoleI18n.loadNamespaces(['ui', 'shell']);
void queries.prefetchQuery(placeQuery);
void queries.prefetchQuery(whoQuery);
watchTouches();
registerProver(async () => (await import('./security/ask-proof.tsx')).askForProof());
registerCaseParts(async () => (await import('@finharbor/cluster/console')).clusterParts);
registerProblems(async () => (await import('./problems.ts')).problems);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
