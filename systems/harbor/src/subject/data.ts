import { type Kysely, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Bilingual, Body, ContractKind, Verified } from '../documents.ts';
import { firmIssuer } from '../documents.ts';

/** A holder that offers data on firms, with what its products tell of each. */
export type SubjectHolder = {
  readonly party: string;
  readonly products: readonly {
    readonly version: string;
    readonly title: Bilingual;
    readonly fields: readonly Bilingual[];
  }[];
  /** Uses of this firm's data by it that were published. */
  readonly uses: number;
};

/** A consent the firm has given, and where it stands. */
export type SubjectConsent = {
  readonly id: string;
  readonly contract: string;
  /** Null where the board holds no such contract. */
  readonly consumer: string | null;
  readonly purpose: Bilingual;
  readonly givenAtMs: number;
  readonly validUntil: string;
  readonly state: 'valid' | 'expired' | 'withdrawn';
  readonly uses: number;
};

/** A use of the firm's data as its holder has published it; `consent` is the one it rests on, null where a contract alone allowed it. */
export type SubjectUse = {
  readonly id: string;
  readonly job: string;
  readonly holder: string;
  readonly consumer: string;
  readonly kind: ContractKind;
  readonly contract: string;
  readonly purpose: Bilingual | null;
  readonly consent: string | null;
  readonly fields: readonly string[];
  readonly usedAtMs: number;
  readonly logIndex: number;
  readonly commitment: string;
};

/** Which data of a firm are where, by whose consent they are used, and for what. */
export type SubjectData = {
  readonly holders: readonly SubjectHolder[];
  readonly consents: readonly SubjectConsent[];
  readonly uses: readonly SubjectUse[];
  /** When the firm last withdrew; null where it never has. */
  readonly withdrawnAtMs: number | null;
};

type Db = Kysely<HarborTables>;

/** A firm reads through some, not through a whole exchange: the rest is found in the catalogue. */
const mostProducts = 500;

/** What the board tells of one firm, the latest first. */
export async function subjectData(
  db: Db,
  { uscc, nowMs }: { readonly uscc: string; readonly nowMs: number },
): Promise<SubjectData> {
  const [uses, given, withdrawals, products] = await Promise.all([
    usesOf(db, uscc),
    consentsOf(db, uscc),
    withdrawalsOf(db, uscc),
    newestProducts(db),
  ]);
  const withdrawnAtMs = withdrawals[0] ?? null;
  const byConsent = Map.groupBy(uses, ({ consent }) => consent);
  const byHolder = Map.groupBy(uses, ({ holder }) => holder);
  const consents = given.map(({ consumer, ...document }) =>
    consentView(document, { consumer, nowMs, withdrawnAtMs, uses: byConsent.get(document.id)?.length ?? 0 }),
  );
  const holders = [...Map.groupBy(products, ({ issuer }) => issuer)].map(([party, offered]) => ({
    party,
    products: offered.map(({ id, body }) => ({
      version: id,
      title: body.title,
      fields: body.fields.map(({ title }) => title),
    })),
    uses: byHolder.get(party)?.length ?? 0,
  }));
  return { holders: holders.toSorted((a, b) => b.uses - a.uses), consents, uses, withdrawnAtMs };
}

type Standing = Pick<SubjectConsent, 'consumer' | 'uses'> & {
  readonly nowMs: number;
  readonly withdrawnAtMs: number | null;
};

/** A withdrawal ends every consent given before it; one given after it counts. */
function consentView(
  { id, issuedAtMs, body }: Verified<'consent'>,
  { consumer, uses, nowMs, withdrawnAtMs }: Standing,
): SubjectConsent {
  const { contract, purpose, validUntil } = body;
  const isOver = nowMs >= Date.parse(validUntil);
  const isWithdrawn = withdrawnAtMs !== null && issuedAtMs <= withdrawnAtMs;
  const state = isWithdrawn ? 'withdrawn' : isOver ? 'expired' : 'valid';
  return { id, contract, consumer, purpose, givenAtMs: issuedAtMs, validUntil, state, uses };
}

type UseRow = {
  readonly signed: Verified<'use'>;
  readonly consent: string | null;
  readonly purpose: Bilingual | null;
};

/** Of a score the use names the firm; that of a training it was part of is addressed to it. */
async function usesOf(db: Db, uscc: string): Promise<readonly SubjectUse[]> {
  const { rows } = await sql<UseRow>`
    select use.signed, contract.purpose,
      (select job.signed #>> '{body,consent}' from document job
       where job.type = 'job' and job.job_id = use.job_id and job.uscc = use.uscc order by seq limit 1) as consent
    from document use left join overseen_contract contract on contract.id = use.contract_id
    where use.type = 'use'
      and (use.uscc = ${uscc} or (use.uscc is null and use.audience @> ${[firmIssuer(uscc)]}::text[]))
    order by use.issued_at_ms desc, use.seq desc
  `.execute(db);
  return rows.map(({ signed: { id, issuer, body }, consent, purpose }) => ({
    id,
    job: body.job,
    holder: issuer,
    consumer: body.consumer,
    kind: body.kind,
    contract: body.contract,
    purpose,
    consent,
    fields: body.fields,
    usedAtMs: Date.parse(body.usedAt),
    logIndex: body.logIndex,
    commitment: body.commitment,
  }));
}

type ConsentRow = { readonly signed: Verified<'consent'>; readonly consumer: string | null };

async function consentsOf(
  db: Db,
  uscc: string,
): Promise<readonly (Verified<'consent'> & { readonly consumer: string | null })[]> {
  const { rows } = await sql<ConsentRow>`
    select consent.signed, contract.consumer
    from document consent left join overseen_contract contract on contract.id = consent.contract_id
    where consent.type = 'consent' and consent.uscc = ${uscc} and consent.issuer = ${firmIssuer(uscc)}
    order by consent.issued_at_ms desc, consent.seq desc
  `.execute(db);
  return rows.map(({ signed, consumer }) => ({ ...signed, consumer }));
}

async function withdrawalsOf(db: Db, uscc: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('document')
    .select('issued_at_ms')
    .where('type', '=', 'withdrawal')
    .where('uscc', '=', uscc)
    .where('issuer', '=', firmIssuer(uscc))
    .orderBy('issued_at_ms', 'desc')
    .limit(1)
    .execute();
  return rows.map(({ issued_at_ms }) => Number(issued_at_ms));
}

type NewestProduct = { readonly id: string; readonly issuer: string; readonly body: Body<'product'> };

async function newestProducts(db: Db): Promise<readonly NewestProduct[]> {
  const rows = await db
    .selectFrom('product_card')
    .innerJoin('document', 'document.id', 'product_card.version')
    .select('document.signed')
    .orderBy('product_card.issued_at_ms', 'desc')
    .limit(mostProducts)
    .execute();
  return rows.map(({ signed }) => signed as unknown as Verified<'product'>);
}
