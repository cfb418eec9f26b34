import { type SignedDocument, verifyDocument } from '@finharbor/access';
import { canonicalJson, fail, type Json, sha256 } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { Selectable } from 'kysely';
import type { EthicsContext } from '../context.ts';
import type { EthicsTables } from '../database.gen.ts';
import { keepKnown } from '../rating/known.ts';
import { usccOf } from '../schemas.ts';
import { type DeclarationView, type NewDeclaration, type SignatureView, signatureType } from './routes.ts';

/** Every version that was adopted, the latest first. */
export async function declarations({ db }: EthicsContext): Promise<readonly DeclarationView[]> {
  const rows = await db.selectFrom('ethics_declaration').selectAll().orderBy('version', 'desc').execute();
  return rows.map(viewOf);
}

/** Adopts a version of the text. Errors: `ethics.version_taken`. */
export async function adopt(
  { db, clock }: EthicsContext,
  { version, title, articles, source }: NewDeclaration,
): Promise<DeclarationView> {
  const text = canonicalJson({ version, title, articles } as unknown as Json);
  const hash = Buffer.from(sha256(text)).toString('hex');
  await db
    .insertInto('ethics_declaration')
    .values({
      ...{ version, title_en: title.en, title_zh: title.zh, articles: JSON.stringify(articles), hash },
      ...{ source_en: source.en, source_zh: source.zh, adopted_at_ms: BigInt(clock.nowMs()) },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await db
    .selectFrom('ethics_declaration')
    .selectAll()
    .where('version', '=', version)
    .executeTakeFirst();
  if (kept?.hash !== hash) return fail('ethics.version_taken', 'Read it, and adopt the next.');
  return viewOf(kept);
}

/** Firms that have signed, the latest first. */
export async function signatures({ db }: EthicsContext, firm?: string): Promise<readonly SignatureView[]> {
  const rows = await db
    .selectFrom('ethics_signature')
    .selectAll()
    .$if(firm !== undefined, (query) => query.where('firm', '=', firm!))
    .orderBy('signed_at_ms', 'desc')
    .orderBy('id')
    .limit(1_000)
    .execute();
  return rows.map(signatureOf);
}

/**
 * Takes a firm's signature under the latest version, by the key the firm is known to sign with. Errors: `ethics.bad_signature`,
 * `ethics.other_text`, `ethics.signed_already`.
 */
export async function sign(
  ctx: EthicsContext,
  { firm, document }: { readonly firm: string; readonly document: SignedDocument },
): Promise<SignatureView> {
  const key = await ctx.keyOf(firm);
  const check = verifyDocument(document, (issuer) => (issuer === firm ? key : undefined));
  if (check.kind === 'refused' || document.type !== signatureType)
    fail('ethics.bad_signature', 'It is not signed with the key that your firm is known by here.');
  const [latest] = await declarations(ctx);
  const { version, hash, firm: name } = document.body as { version: number; hash: string; firm: string };
  if (latest?.version !== version || latest.hash !== hash)
    fail('ethics.other_text', 'It is not the latest version of the declaration: read that one and sign it.');
  const signedAtMs = ctx.clock.nowMs();
  await ctx.db.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('ethics_signature')
      .values({
        ...{ id: document.id, version, firm, firm_name: name, document: JSON.stringify(document) },
        signed_at_ms: BigInt(signedAtMs),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row) await keepKnown(tx, { firm, name, publishedAtMs: signedAtMs });
  });
  const kept = await signatureById(ctx, document.id);
  return kept ?? fail('ethics.signed_already', 'The signature that is on record stands.');
}

/** A firm withdraws. Errors: `ethics.not_found`. */
export async function withdraw(
  ctx: EthicsContext,
  { firm, id }: { readonly firm: string; readonly id: string },
): Promise<SignatureView> {
  const endedAtMs = ctx.clock.nowMs();
  await ctx.db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('ethics_signature')
      .set({ ended_at_ms: BigInt(endedAtMs), ending: 'withdrawn' })
      .where('id', '=', id)
      .where('firm', '=', firm)
      .where('ended_at_ms', 'is', null)
      .returning('firm_name')
      .executeTakeFirst();
    if (row) await keepKnown(tx, { firm, name: row.firm_name, publishedAtMs: endedAtMs });
  });
  const kept = await signatureById(ctx, id);
  return kept && kept.uscc === usccOf(firm) ? kept : fail('ethics.not_found', 'There is no such signature.');
}

async function signatureById({ db }: EthicsContext, id: string): Promise<SignatureView | undefined> {
  const row = await db.selectFrom('ethics_signature').selectAll().where('id', '=', id).executeTakeFirst();
  return row && signatureOf(row);
}

function viewOf(row: Selectable<EthicsTables['ethics_declaration']>): DeclarationView {
  return {
    version: row.version,
    title: { en: row.title_en, zh: row.title_zh },
    articles: row.articles as unknown as readonly Bilingual[],
    source: { en: row.source_en, zh: row.source_zh },
    hash: row.hash,
    adoptedAtMs: Number(row.adopted_at_ms),
  };
}

function signatureOf(row: Selectable<EthicsTables['ethics_signature']>): SignatureView {
  return {
    ...{ id: row.id, version: row.version, uscc: usccOf(row.firm), firm: row.firm_name },
    signedAtMs: Number(row.signed_at_ms),
    endedAtMs: row.ended_at_ms === null ? null : Number(row.ended_at_ms),
    ending: row.ending as SignatureView['ending'],
    document: row.document as unknown as SignedDocument,
  };
}
