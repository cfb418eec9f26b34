import type { YuanContext } from '../context.ts';
import type { Disclosure } from '../people/routes.ts';
import { dayOf } from '../scheme/limits.ts';
import { type BasisCode, bases, lawOf, publicBasis } from './basis.ts';
import { countedInquiries, disclosedOf } from './postgres.ts';
import type { TransparencyRow } from './routes.ts';

/** What a holder is told of: who was answered about them, once the embargo is over. */
export async function disclosuresTo(
  { db, clock }: Pick<YuanContext, 'db' | 'clock'>,
  holder: string,
): Promise<readonly Disclosure[]> {
  const told = await disclosedOf(db, holder, clock.nowMs());
  return told.map((one) => ({
    wallet: one.wallet,
    authority: one.authority,
    law: lawOf(one),
    article: one.article,
    withIdentity: one.withIdentity,
    fromMs: one.fromMs,
    untilMs: one.untilMs,
    askedAtMs: one.askedAtMs,
    openings: one.openings,
  }));
}

/** The public count of requests, by month and article, the latest month first. */
export async function transparency({ db }: Pick<YuanContext, 'db'>): Promise<readonly TransparencyRow[]> {
  const counts = new Map<string, { asked: number; answered: number; refused: number }>();
  for (const { asked_at_ms: at, basis, state } of await countedInquiries(db)) {
    const key = `${dayOf(Number(at)).slice(0, 7)} ${basis}`;
    const count = counts.get(key) ?? { asked: 0, answered: 0, refused: 0 };
    counts.set(key, {
      asked: count.asked + 1,
      answered: count.answered + (state === 'answered' ? 1 : 0),
      refused: count.refused + (state === 'refused' ? 1 : 0),
    });
  }
  const order = (key: string): number => bases.indexOf(key.slice(8) as BasisCode);
  return [...counts]
    .toSorted(
      ([one], [other]) => other.slice(0, 7).localeCompare(one.slice(0, 7)) || order(one) - order(other),
    )
    .map(([key, count]) => ({ month: key.slice(0, 7), ...publicBasis(key.slice(8) as BasisCode), ...count }));
}
