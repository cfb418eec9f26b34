import { fail } from '@finharbor/kernel/contract';

/** Errors: `browser_key.unsupported`, always. */
export function unsupported(cause?: unknown): never {
  fail(
    'browser_key.unsupported',
    'This browser cannot sign here. Open the page by https (or on this machine) in a current Chrome, Edge, Firefox or Safari.',
    cause,
  );
}
