import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';

/** A connector whose catalogue the hub gathers. Times are in milliseconds since the Unix epoch. */
export type ListedConnector = {
  readonly participant: string;
  /** The base of its protocol paths. */
  readonly address: string;
  /** Left out where it is of no member. */
  readonly party?: string | undefined;
  readonly datasets: number;
  /** When its catalogue was last read to its end. */
  readonly crawledAtMs?: number | undefined;
  readonly triedAtMs?: number | undefined;
  /** Why the last crawl failed, as a code. */
  readonly fault?: string | undefined;
  /** Entries of the last crawl that were no data sets of its own. */
  readonly skipped: number;
};

const atMs = z.number().optional();
const count = z.int().nonnegative();
const listedConnector: z.ZodType<ListedConnector> = z.strictObject({
  participant: z.string(),
  address: z.string(),
  party: z.string().optional(),
  datasets: count,
  crawledAtMs: atMs,
  triedAtMs: atMs,
  fault: z.string().optional(),
  skipped: count,
});

/** The connectors whose catalogues are gathered into the hub's. */
export const listConnectors: Route<{ replies: { 200: readonly ListedConnector[] } }> = defineRoute({
  method: 'GET',
  path: '/oversight/connectors',
  summary: { en: 'Connectors in the federated catalogue', zh: '联邦目录中的连接器' },
  tags: ['oversight'],
  responses: { 200: z.array(listedConnector) },
  errors: [],
  access: ['bureau', 'operator'],
  audit: 'oversight.read',
});
