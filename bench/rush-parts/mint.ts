import { createHash, randomUUID } from 'node:crypto';
import type { AccessTables } from '@finharbor/access';
import { instantText } from '@finharbor/kernel';
import type { Database } from '@finharbor/kernel/database';
import type { YuanTables } from '@finharbor/yuan';
import { sql } from 'kysely';

/** Somebody who is signed in and has a wallet. */
export type Minted = { readonly token: string; readonly wallet: string };

const atOnce = 2_000;

/** Makes people as they would be after they have signed in and opened a wallet, by rows: a hundred thousand sign-ins are no part of a rush. */
export async function mintPeople(
  db: Database<AccessTables & YuanTables>,
  count: number,
  nowMs: number,
): Promise<readonly Minted[]> {
  const minted: Minted[] = [];
  for (let from = 0; from < count; from += atOnce) {
    const people = Array.from({ length: Math.min(atOnce, count - from) }, (_, at) => personOf(from + at));
    await keep(db, people, nowMs);
    minted.push(...people.map(({ token, wallet }) => ({ token, wallet })));
  }
  // As the database does by itself within a minute.
  await sql`analyze access_user, access_organization, access_member, access_session, yuan_wallet`.execute(db);
  return minted;
}

type Person = Minted & { readonly id: string; readonly organization: string; readonly party: string };

function personOf(no: number): Person {
  return {
    id: randomUUID(),
    organization: randomUUID(),
    party: `person:${randomUUID()}`,
    token: createHash('sha256').update(`rush ${no}`).digest('base64url'),
    wallet: `8156${String(no).padStart(12, '0')}`,
  };
}

async function keep(
  db: Database<AccessTables & YuanTables>,
  people: readonly Person[],
  nowMs: number,
): Promise<void> {
  const now = instantText(nowMs);
  const made = { created_at: now, updated_at: now };
  await db
    .insertInto('access_user')
    .values(
      people.map(({ id }) => ({
        ...{ id, login: id, name: id, email: `${id}@accounts.invalid`, email_verified: false },
        ...made,
      })),
    )
    .execute();
  await db
    .insertInto('access_organization')
    .values(people.map(({ organization: id, party }) => ({ id, slug: party, name: party, created_at: now })))
    .execute();
  await db
    .insertInto('access_member')
    .values(
      people.map(({ id, organization }) => ({
        ...{ id, organization_id: organization, user_id: id, role: 'resident', created_at: now },
      })),
    )
    .execute();
  const expires_at = instantText(nowMs + 3_600_000);
  await db
    .insertInto('access_session')
    .values(
      people.map(({ id, token }) => ({
        ...{ id, user_id: id, token: createHash('sha256').update(token).digest('base64url') },
        ...{ ...made, expires_at, proven_at: now },
      })),
    )
    .execute();
  await db
    .insertInto('yuan_wallet')
    .values(
      people.map(({ id, party, wallet }) => ({
        ...{ number: wallet, account: id, operator: 'bank', holder: party, kind: 'personal', tier: 4 },
        ...{ label: 'W', opened_at_ms: BigInt(nowMs) },
      })),
    )
    .execute();
}
