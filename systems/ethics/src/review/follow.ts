import type { CasesTables } from '@finharbor/cases';
import type { CaseEffect, CasePort } from '@finharbor/cases/work';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { EthicsContext, Tables } from '../context.ts';
import { keepKnown } from '../rating/known.ts';
import { readConditions } from './conditions.ts';
import { voicesBefore } from './heard.ts';
import { keepOut } from './keep-out.ts';

const about = { firm: z.string(), atMs: z.int() };
const product = { firmName: z.string(), product: z.string(), stage: z.string() };

/** What steps of the committee's procedures tell its register. */
const bodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('filed'), ...about, ...product }),
  z.strictObject({ kind: z.literal('heard'), ...about, agrees: z.boolean() }),
  z.strictObject({
    ...{ kind: z.literal('issued'), ...about, ...product },
    ...{ outcome: z.string(), text: z.string(), conditions: z.string() },
  }),
  z.strictObject({
    ...{ kind: z.literal('breach'), ...about, firmName: z.string() },
    ...{ article: z.int(), measure: z.string() },
  }),
]);
type Body<K extends string> = Extract<z.output<typeof bodySchema>, { kind: K }>;
type Job<K extends string> = Pick<CaseEffect, 'case' | 'number' | 'seq'> & { readonly body: Body<K> };

/** What follows from reviews and breaches, by the names that their effects call it. */
export function ethicsPorts(
  ctx: EthicsContext,
): Readonly<Record<'ethics' | 'ethics-conflicts', CasePort<CaseEffect>>> {
  return {
    ethics: { kind: 'inside', run: keep },
    'ethics-conflicts': {
      kind: 'outside',
      run: async ({ case: caseId, body }) => {
        const { firm } = z.strictObject({ firm: z.string() }).parse(body);
        await keepOut(ctx, { caseId, firm });
      },
    },
  };
}

async function keep(within: Kysely<CasesTables>, job: CaseEffect): Promise<void> {
  const tx = within as unknown as Kysely<Tables>;
  const body = bodySchema.parse(job.body);
  if (body.kind === 'breach') return keepBreach(tx, { ...job, body });
  // The queue may do what came later first: whichever comes first makes the row.
  await tx
    .insertInto('ethics_review')
    .values({ case_id: job.case, number: job.number, firm: body.firm })
    .onConflict((conflict) => conflict.column('case_id').doNothing())
    .execute();
  if (body.kind === 'heard') return keepVoices(tx, { ...job, body });
  await keepReview(tx, { ...job, body });
}

async function keepReview(tx: Kysely<Tables>, job: Job<'filed' | 'issued'>): Promise<void> {
  const { body } = job;
  const { firmName, product, stage } = body;
  const what = { firm_name: firmName, product, stage };
  await tx
    .updateTable('ethics_review')
    .set(
      body.kind === 'filed'
        ? { ...what, filed_at_ms: BigInt(body.atMs) }
        : { ...what, outcome: body.outcome, opinion: body.text, issued_at_ms: BigInt(body.atMs) },
    )
    .where('case_id', '=', job.case)
    .execute();
  if (body.kind === 'filed') return;
  await keepKnown(tx, { firm: body.firm, name: firmName, publishedAtMs: body.atMs });
  if (body.conditions === '') return;
  const conditions = readConditions(body.conditions) ?? [];
  const rows = conditions.map(({ dueOn, what }, at) => ({
    case_id: job.case,
    place: at + 1,
    due_on: dueOn,
    what,
  }));
  await tx.insertInto('ethics_condition').values(rows).execute();
}

async function keepVoices(tx: Kysely<Tables>, { case: caseId, seq, body }: Job<'heard'>): Promise<void> {
  const voices = await voicesBefore(tx, { caseId, seq });
  const mind = body.agrees ? 'against' : 'for';
  if (voices.length === 0) return;
  await tx
    .insertInto('ethics_voice')
    .values(
      voices.map(({ seat, account, verdict, why, isNamed }) => ({
        ...{ case_id: caseId, hearing: seq, seat, account, verdict },
        dissent: verdict === mind ? why : null,
        is_named: verdict === mind && isNamed,
      })),
    )
    .execute();
}

async function keepBreach(tx: Kysely<Tables>, { case: caseId, number, body }: Job<'breach'>): Promise<void> {
  const { firm, firmName, article, measure, atMs } = body;
  const at_ms = BigInt(atMs);
  await tx
    .insertInto('ethics_breach')
    .values({ case_id: caseId, number, firm, firm_name: firmName, article, measure, at_ms })
    .execute();
  await keepKnown(tx, { firm, name: firmName, publishedAtMs: atMs });
  if (measure !== 'removal') return;
  await tx
    .updateTable('ethics_signature')
    .set({ ended_at_ms: at_ms, ending: 'removed' })
    .where('firm', '=', firm)
    .where('ended_at_ms', 'is', null)
    .execute();
}
