import { hash } from 'node:crypto';
import { addresses, type CredentialsContext } from '../context.ts';
import { packList, statusCodes } from '../status/list.ts';
import { listTimes, signList } from '../status/token.ts';
import { listSize } from './issue.ts';

/** A status list as it is served. */
export type ServedList = { readonly token: string; readonly tag: string };

type Kept = ServedList & { readonly revision: bigint; readonly uri: string; readonly untilMs: number };

/** The status lists of an issuer. */
export type Lists = {
  /** The newest token of a list, signed anew when a status has changed or half its time is over; undefined where there is no such list. */
  readonly list: (id: number) => Promise<ServedList | undefined>;
  readonly addresses: () => Promise<readonly string[]>;
};

/** Serves status lists. What was signed is kept in memory while it holds. */
export function openLists(ctx: Pick<CredentialsContext, 'db' | 'keyring' | 'clock' | 'url'>): Lists {
  const kept = new Map<number, Kept>();
  const { db, keyring, clock, url } = ctx;
  return {
    async list(id) {
      const row = await db
        .selectFrom('credential_list')
        .select('revision')
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return undefined;
      const nowMs = clock.nowMs();
      const uri = addresses.list(url(), id);
      const last = kept.get(id);
      if (last?.revision === row.revision && last.uri === uri && nowMs < last.untilMs) return last;
      // Read after the revision: at worst it says more than that revision, and is signed again for the next.
      const named = await db
        .selectFrom('credential')
        .select(['list_index', 'status'])
        .where('list', '=', id)
        .where('status', '<>', 'valid')
        .execute();
      const statuses = named.map((one) => [one.list_index, codeOf(one.status)] as const);
      const list = packList({ bits: 2, size: listSize }, statuses);
      const token = signList(list, { issuer: url(), uri, key: keyring.current(), nowMs });
      const tag = `"${hash('sha256', token, 'base64url').slice(0, 22)}"`;
      const made = { token, tag, uri, revision: row.revision, untilMs: nowMs + (listTimes.ttlS * 1000) / 2 };
      kept.set(id, made);
      return made;
    },
    async addresses() {
      const rows = await db.selectFrom('credential_list').select('id').orderBy('id').execute();
      return rows.map(({ id }) => addresses.list(url(), id));
    },
  };
}

function codeOf(status: string): number {
  return status === 'suspended' ? statusCodes.suspended : statusCodes.revoked;
}
