import type { YuanContext } from '../context.ts';
import type { Disclosure } from '../people/routes.ts';
import { dayOf } from '../scheme/limits.ts';
import { type BasisCode, bases, lawOf, publicBasis } from './basis.ts';
import { countedInquiries, disclosedOf, markTold, untold } from './postgres.ts';
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

const atOnce = 200;

/** Tells people at their inbox of answers about them whose embargo is over, each once; gives how many. */
export async function tellOfAnswers({
  db,
  clock,
  tell,
}: Pick<YuanContext, 'db' | 'clock' | 'tell'>): Promise<number> {
  const nowMs = clock.nowMs();
  const over = await untold(db, nowMs, atOnce);
  for (const { id, holder } of over) {
    const role = holder.startsWith('person:') ? 'resident' : 'owner';
    // Told first: by its key it is told once, however often this is begun.
    await tell({
      kind: 'inquiry.answered',
      key: `inquiry.answered ${id}`,
      to: { party: holder, role },
      title: { en: 'An authority was told something of you, by law', zh: '有权机关曾依法查询您的信息' },
      href: '/app/known-of-me',
    });
    await markTold(db, id, nowMs);
  }
  return over.length;
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
