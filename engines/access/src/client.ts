import type { Arrival } from '@finharbor/kernel/http';

/** Where a sign-in came from, as far as its sender may say so. */
export type Client = { readonly address: string; readonly userAgent: string };

const longestUserAgent = 200;

/** The client of a request. */
export function clientOf({ address, headers }: Arrival): Client {
  return {
    // A socket that takes both families writes IPv4 addresses as IPv6 ones.
    address: address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, ''),
    userAgent: String(headers['user-agent'] ?? '').slice(0, longestUserAgent),
  };
}
