import { decodeCursor, type Page, type PageRequest, pageLimits, pageOf } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { CredentialsContext } from '../context.ts';
import { typeSlug } from '../types.ts';
import type { CredentialStatus } from './change-status.ts';

/** A public certificate in a list. */
export type ListedCredential = {
  readonly number: string;
  readonly title: Bilingual;
  /** What it is about, such as the number of a project. */
  readonly about: string | null;
  readonly status: CredentialStatus;
  readonly issuedAtMs: number;
};

/** Which of them: those that are about one thing, or all. */
export type WantedCredentials = PageRequest & { readonly about?: string | undefined };

const keyset = z.tuple([z.string().regex(/^[0-9]{1,15}$/), z.string().max(40)]);

/** Public certificates, the latest first; of personal ones there is nothing in it. */
export async function publicCredentials(
  { db, types }: Pick<CredentialsContext, 'db' | 'types'>,
  { cursor, about, limit = pageLimits.usual }: WantedCredentials,
): Promise<Page<ListedCredential>> {
  const titles = new Map(types.filter(({ isPublic }) => isPublic).map((one) => [typeSlug(one), one.title]));
  if (titles.size === 0) return { items: [], next: null };
  const before = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
  const rows = await db
    .selectFrom('credential')
    .select(['number', 'type', 'about', 'status', 'issued_at_ms'])
    .where('jwt', 'is not', null)
    .where('type', 'in', [...titles.keys()])
    .$if(about !== undefined, (all) => all.where('about', '=', about!))
    .$if(before !== undefined, (all) =>
      all.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('issued_at_ms', 'number'), '<', tuple(BigInt(before![0]), before![1])),
      ),
    )
    .orderBy('issued_at_ms', 'desc')
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute();
  const { items, next } = pageOf(rows, limit, (row) => [String(row.issued_at_ms), row.number]);
  return {
    next,
    items: items.map(({ number, type, about: subject, status, issued_at_ms }) => ({
      ...{ number, title: titles.get(type)!, about: subject, status: status as CredentialStatus },
      issuedAtMs: Number(issued_at_ms),
    })),
  };
}
