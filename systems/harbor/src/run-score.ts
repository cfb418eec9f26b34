import { type Binning, binOf, type ModelShare, scoreParty } from '@finharbor/fusion';
import { fail, type Json } from '@finharbor/kernel';
import { scoringPlanOf, sessionLedger } from './fusion-plan.ts';
import { logReceipt } from './receipts.ts';
import type { Session } from './run-session.ts';
import type { Row } from './store.ts';
import { type TrainingTerms, termsOfModel } from './training-terms.ts';

/** A party's part in scoring one firm: its own row against its share of the model. Only the consumer learns a result. */
export async function runScore(session: Session): Promise<Json> {
  const { ctx, job, mesh, dealer } = session;
  const model = await ctx.store.results.model(job.model ?? '');
  if (!model) fail('model.not_found', 'This party holds no share of the model the job names.');
  const terms = await termsOfModel(ctx.store, model.id);
  if (!terms) fail('model.not_found', 'This party no longer knows the training of that model.');
  const fields = terms.features[ctx.party] ?? [];
  const row = session.ownRow ?? (await ownRow(session, terms));
  const binnings = model.binnings as unknown as { readonly [field: string]: Binning };
  const bins = fields.map(({ name }) => binOf(binnings[name]!, row[name] ?? null));
  const scored = await scoreParty(mesh, dealer, {
    plan: scoringPlanOf(job),
    share: model.share as unknown as ModelShare,
    row: bins,
    ledger: sessionLedger(ctx.store),
    clock: ctx.clock,
    beforeLast: async (digest) => {
      await logReceipt(session, { digest, fields: fields.map(({ name }) => name) });
    },
  });
  if (!scored.score) return null;
  const { total, reasons } = scored.score;
  return { points: total, reasons: reasons.map(({ feature }) => reasonText(terms, feature)) };
}

async function ownRow({ ctx, job }: Session, terms: TrainingTerms): Promise<Row> {
  const found = await ctx.store.data.row(terms.sources[ctx.party] ?? '', job.subject ?? '');
  return found ?? fail('subject.unknown', `${ctx.party} has no data on this firm, so it cannot be scored.`);
}

/** A reason names the head that counted against the firm, never its value. */
function reasonText(terms: TrainingTerms, feature: string): { readonly en: string; readonly zh: string } {
  const title = Object.values(terms.features)
    .flat()
    .find(({ name }) => name === feature)?.title;
  const { en, zh } = title ?? { en: feature, zh: feature };
  return { en: `${en} counts against the application.`, zh: `“${zh}”一项对评分不利。` };
}
