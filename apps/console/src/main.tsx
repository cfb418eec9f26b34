import '@finharbor/ui/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { Console } from './console.tsx';

// Compiling schemas with `new Function` is what the content security policy forbids.
config({ jitless: true });

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
