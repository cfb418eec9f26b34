import type { hub } from '../api.ts';

/** The exchange as the hub tells of it. */
export type Read = Awaited<ReturnType<typeof hub.getExchange>>['body'];
/** What its pictures and tables are made of. */
export type OfExchange = { readonly exchange: Read };
