import type { EthicsContext } from '../context.ts';
import { signatures } from '../declaration/declare.ts';
import { breaches } from '../rating/firms.ts';
import { ratedFirms } from '../rating/rated.ts';
import { usccOf } from '../schemas.ts';
import { dayAt } from '../today.ts';
import type { Outcome, Stage } from '../words.ts';
import type { OpenData } from './routes.ts';

const most = 10_000;

/** What is published, as a data set. */
export async function openData(ctx: EthicsContext): Promise<OpenData> {
  const [rows, found, signed, rated] = await Promise.all([
    ctx.db
      .selectFrom('ethics_review')
      .selectAll()
      .where('issued_at_ms', 'is not', null)
      .orderBy('issued_at_ms', 'desc')
      .orderBy('number', 'desc')
      .limit(most)
      .execute(),
    breaches(ctx),
    signatures(ctx),
    Array.fromAsync(ratedFirms(ctx)),
  ]);
  return {
    title: 'Ethics reviews',
    opinions: rows.map((row) => ({
      ...{ number: row.number, uscc: usccOf(row.firm), firm: row.firm_name!, product: row.product! },
      ...{ stage: row.stage as Stage, outcome: row.outcome as Outcome },
      issuedOn: dayAt(ctx, Number(row.issued_at_ms)),
    })),
    breaches: found,
    signatories: signed
      .filter(({ endedAtMs }) => endedAtMs === null)
      .map(({ uscc, firm, version }) => ({ uscc, firm, version })),
    ratings: rated.flat().map(({ uscc, name, score, band }) => ({ uscc, firm: name, score, band })),
  };
}
