import { AsyncLocalStorage } from 'node:async_hooks';

const addresses = new AsyncLocalStorage<string>();

/** Runs the rest of a request's handling with the address it came from. */
export function withAddress(address: string, work: () => void): void {
  addresses.run(address, work);
}

/**
 * The network address that the request being handled came from: the socket's, or what a trusted proxy says of it, and then text of
 * any kind. Undefined outside of a request.
 */
export function requestAddress(): string | undefined {
  return addresses.getStore();
}
