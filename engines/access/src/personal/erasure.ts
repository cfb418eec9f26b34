import { fail, instantMs, instantText } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import { fieldFault } from '../accounts/login.ts';
import type { AccessTables } from '../database.gen.ts';
import {
  certified,
  type ErasureCertificate,
  keptCertificate,
  type SignedCertificate,
} from './certificate.ts';
import { ownerKeys } from './export.ts';
import { masked } from './mask.ts';
import type { Personal } from './personal.ts';
import { subjectCommitment } from './subject.ts';

/** A wish to be erased, as administrators see it. */
export type ErasureEntry = {
  readonly id: string;
  readonly cause: 'request' | 'retention';
  /** Masked; of who was erased nothing is left to mask. */
  readonly name: string;
  readonly requestedAtMs: number;
  readonly certificate: SignedCertificate | null;
};

const erasedName = 'erased person';

const keptElsewhere: ErasureCertificate['kept'] = [
  {
    what: { en: 'Entries of the audit trail', zh: '审计记录' },
    reason: {
      en: 'The law asks for records of security events. They call the account by its number alone.',
      zh: '依法留存网络安全事件记录；其中仅以账号编号指代。',
    },
  },
  {
    what: { en: 'Entries of the evidence log', zh: '存证日志' },
    reason: {
      en: 'The log can only grow. It holds salted hashes alone, and none of a person.',
      zh: '存证日志只增不改，仅含加盐散列值，不含任何个人信息。',
    },
  },
];

/** Asks for an account's person to be erased; a wish already there stays as it is. Gives when it was first asked. */
export async function askErasure({ db, newId, clock }: Personal, accountId: string): Promise<number> {
  await db
    .insertInto('access_erasure')
    .values({
      id: newId(),
      user_id: accountId,
      cause: 'request',
      requested_at: instantText(clock.nowMs()),
      erased_at: null,
      certificate: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await erasureAsked(db, accountId))!;
}

/** When an account's person asked; undefined where they did not. */
export async function erasureAsked(db: Kysely<AccessTables>, accountId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('access_erasure')
    .select('requested_at')
    .where('user_id', '=', accountId)
    .executeTakeFirst();
  return row && instantMs(row.requested_at);
}

/** Takes a wish back that nobody has confirmed yet. */
export async function withdrawErasure({ db }: Personal, accountId: string): Promise<void> {
  await db
    .deleteFrom('access_erasure')
    .where('user_id', '=', accountId)
    .where('erased_at', 'is', null)
    .execute();
}

/** All wishes, the open ones first. */
export async function listErasures(personal: Personal): Promise<readonly ErasureEntry[]> {
  const rows = await personal.db
    .selectFrom('access_erasure as e')
    .innerJoin('access_user as u', 'u.id', 'e.user_id')
    .select(['e.id', 'e.cause', 'e.requested_at', 'e.certificate', 'u.name'])
    .orderBy(sql`e.erased_at is not null`)
    .orderBy('e.requested_at')
    .execute();
  return rows.map(({ id, cause, requested_at, certificate, name }) => ({
    id,
    cause: cause as ErasureEntry['cause'],
    name: certificate === null ? masked('name', name) : name,
    requestedAtMs: instantMs(requested_at),
    certificate: keptCertificate(personal, certificate),
  }));
}

/** The certificate of one erasure; undefined where nothing was erased under this number. */
export async function certificateOf(personal: Personal, id: string): Promise<SignedCertificate | undefined> {
  const row = await personal.db
    .selectFrom('access_erasure')
    .select('certificate')
    .where('id', '=', id)
    .executeTakeFirst();
  return (row && keptCertificate(personal, row.certificate)) ?? undefined;
}

/**
 * Erases who asked for it; confirmed again, gives the same certificate. Errors: `personal.not_found`, `personal.own_erasure`: nobody
 * erases themselves alone.
 */
export async function confirmErasure(
  personal: Personal,
  { id, by }: { readonly id: string; readonly by: string },
): Promise<SignedCertificate> {
  return personal.db.transaction().execute(async (tx) => {
    // Locked: of two administrators who confirm at the same time the second is given what the first has done.
    const row = await tx
      .selectFrom('access_erasure')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return fail('personal.not_found', 'Nobody waits under this number.');
    if (row.user_id === by)
      throw fieldFault('personal.own_erasure', '/id', 'Another administrator has to confirm this');
    return keptCertificate(personal, row.certificate) ?? erase(personal, tx, row);
  });
}

/** Erases an account whose time has run out; false where somebody else has just done so, or has brought it back. */
export async function eraseEnded(personal: Personal, accountId: string): Promise<boolean> {
  const { db, newId, clock } = personal;
  return db.transaction().execute(async (tx) => {
    // Locked: whom an administrator is just bringing back is not erased.
    const ended = await tx
      .selectFrom('access_user')
      .select('id')
      .where('id', '=', accountId)
      .where('disabled_at', 'is not', null)
      .forUpdate()
      .executeTakeFirst();
    if (!ended) return false;
    const row = await tx
      .insertInto('access_erasure')
      .values({
        id: newId(),
        user_id: accountId,
        cause: 'retention',
        requested_at: instantText(clock.nowMs()),
        erased_at: null,
        certificate: null,
      })
      .onConflict((conflict) =>
        conflict
          .column('user_id')
          .doUpdateSet({ cause: 'retention' })
          .where('access_erasure.erased_at', 'is', null),
      )
      .returningAll()
      .executeTakeFirst();
    if (!row) return false;
    await erase(personal, tx, row);
    return true;
  });
}

type Wish = Pick<AccessTables['access_erasure'], 'id' | 'user_id' | 'cause' | 'requested_at'>;

async function erase(personal: Personal, tx: Kysely<AccessTables>, wish: Wish): Promise<SignedCertificate> {
  const { random, clock, fields } = personal;
  const subject = await subjectCommitment(tx, { account: wish.user_id, random });
  const erased = [
    ...(await deleteRows(personal, tx, wish.user_id)),
    ...(await replaceUser(personal, tx, wish.user_id)),
  ];
  await tx.deleteFrom('access_subject').where('user_id', '=', wish.user_id).execute();
  const kept = fields.flatMap(({ what, erasure }) =>
    erasure.kind === 'keep' ? [{ what, reason: erasure.reason }] : [],
  );
  const certificate = certified(personal, {
    id: wish.id,
    cause: wish.cause as ErasureCertificate['cause'],
    requestedAtMs: instantMs(wish.requested_at),
    erasedAtMs: clock.nowMs(),
    subject,
    erased,
    kept: [...kept, ...keptElsewhere],
  });
  await tx
    .updateTable('access_erasure')
    .set({ erased_at: instantText(certificate.body.erasedAtMs), certificate: JSON.stringify(certificate) })
    .where('id', '=', wish.id)
    .execute();
  return certificate;
}

async function deleteRows(
  { fields }: Personal,
  tx: Kysely<AccessTables>,
  accountId: string,
): Promise<ErasureCertificate['erased']> {
  const keys = await ownerKeys(tx, accountId);
  const going = fields.filter(({ erasure, owner }) => erasure.kind === 'delete' && owner);
  const erased = [];
  for (const { table, column, owner, what } of going) {
    const { rows } = await sql<{ n: bigint }>`
      select count(${sql.ref(column)}) as n from ${sql.table(table)}
      where ${sql.ref(owner!.column)} = ${keys[owner!.by]}`.execute(tx);
    erased.push({ what, rows: Number(rows[0]!.n) });
  }
  // Counted first, deleted then: several columns of a table go with the same row.
  for (const { table, owner } of going)
    await sql`delete from ${sql.table(table)} where ${sql.ref(owner!.column)} = ${keys[owner!.by]}`.execute(
      tx,
    );
  return erased;
}

/** The row stays, for other rows name it; what it said of the person goes, and nobody signs in with it. */
async function replaceUser(
  { fields, clock, random }: Personal,
  tx: Kysely<AccessTables>,
  accountId: string,
): Promise<ErasureCertificate['erased']> {
  const word = `erased-${Buffer.from(random.bytes(12)).toString('hex')}`;
  const now = instantText(clock.nowMs());
  await tx
    .updateTable('access_user')
    .set(({ fn, val }) => ({
      name: erasedName,
      login: word,
      email: `${word}@accounts.invalid`,
      image: null,
      disabled_at: fn.coalesce('disabled_at', val(now)),
      updated_at: now,
    }))
    .where('id', '=', accountId)
    .execute();
  return fields.flatMap(({ erasure, what }) => (erasure.kind === 'replace' ? [{ what, rows: 1 }] : []));
}
