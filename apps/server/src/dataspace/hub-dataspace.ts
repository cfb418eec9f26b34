import { participantEndpoints } from '@finharbor/dataspace/participants';
import type { HubContext } from '@finharbor/harbor';
import { fail } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { HubConfig } from '../config.ts';
import type { ServerTables } from '../database.ts';
import { type HubFederation, hubFederation } from './hub-federation.ts';
import { hubMemberships } from './membership.ts';
import { publicFace } from './public-face.ts';

/** What the hub's place in the dataspace is made of. */
export type HubDataspaceParts = {
  readonly ctx: HubContext;
  readonly config: Pick<HubConfig, 'name' | 'connectors'>;
  readonly db: Kysely<ServerTables>;
};

/**
 * The hub in the dataspace: its authority, and a connector that shows what all members offer. Its address is known only once the process
 * listens; until `open` it answers nobody.
 */
export type HubDataspace = HubFederation;

/** Prepares the hub's authority, its public face and its catalogue. */
export function hubDataspace({ ctx, config, db }: HubDataspaceParts): HubDataspace {
  let own: string | undefined;
  const url = (): string => own ?? fail('dataspace.not_open', 'This process is being started.');
  const { key, clock } = ctx;
  const memberships = hubMemberships({ ctx, db, url });
  const { open, endpoints, ...federation } = hubFederation({
    ...{ ctx, config, db },
    issueTo: memberships.issueTo,
  });
  const published = participantEndpoints({
    ...publicFace({ key, clock, name: config.name, role: 'operator', url }),
    authority: memberships.authority,
  });
  return {
    ...federation,
    endpoints: [...published, ...memberships.endpoints, ...endpoints],
    open: (at) => {
      own = at;
      open(at);
    },
  };
}
