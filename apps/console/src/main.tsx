import '@finharbor/ui/styles.css';
import { accessErrors } from '@finharbor/access/contract';
import { financingErrors } from '@finharbor/financing/contract';
import { harborErrors } from '@finharbor/harbor/contract';
import { commonErrors } from '@finharbor/kernel/contract';
import { registerProblems, startTheme } from '@finharbor/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { Console } from './console.tsx';

// Compiling schemas with `new Function` is what the content security policy forbids.
config({ jitless: true });
startTheme();
registerProblems(commonErrors, accessErrors, harborErrors, financingErrors);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
