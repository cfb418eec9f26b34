import type { YuanContext } from '../context.ts';
import { dayOf, schemeZone } from '../scheme/limits.ts';
import { operators } from '../wallets/postgres.ts';
import { moneyFigures } from './money.ts';
import { figuresParts } from './parts.ts';
import { personsBy, type RefusalCount, refusalsSince, walletCounts } from './postgres.ts';
import type { Figures, PaidFigures } from './routes.ts';
import { type Cell, tally } from './tally.ts';
import { fewest, withheld } from './withhold.ts';

const tiers = [1, 2, 3, 4] as const;
/** However many watch, the figures are worked out once a second. */
const freshMs = 1_000;

/** Works out the figures; who asks within a second gets the same. */
export function figuresOn(ctx: YuanContext): () => Promise<Figures> {
  const paid = tally(ctx);
  let kept: { readonly atMs: number; readonly figures: Promise<Figures> } | undefined;
  return () => {
    const atMs = ctx.clock.nowMs();
    if (kept && atMs >= kept.atMs && atMs - kept.atMs < freshMs) return kept.figures;
    const figures = read(ctx, paid);
    kept = { atMs, figures };
    // What failed is asked for anew.
    figures.catch(() => {
      if (kept?.figures === figures) kept = undefined;
    });
    return figures;
  };
}

async function read(ctx: YuanContext, paid: ReturnType<typeof tally>): Promise<Figures> {
  const atMs = ctx.clock.nowMs();
  const day = dayOf(atMs);
  const begin = Temporal.PlainDate.from(day).toZonedDateTime(schemeZone).epochMilliseconds;
  const [trial, today, wallets, refusals, parts] = await Promise.all([
    ctx.past.trial(),
    paid.read(),
    walletFigures(ctx),
    refusalsSince(ctx.db, begin),
    Promise.all(figuresParts.map(async ({ title, read: ask }) => ({ title, figures: await ask(ctx) }))),
  ]);
  return {
    atMs,
    day,
    money: moneyFigures(trial),
    wallets,
    payments: {
      count: today.all.count,
      sumMinor: today.all.sumMinor,
      byHour: paidFigures(today.byHour).toSorted((a, b) => a.key.localeCompare(b.key)),
      byCategory: paidFigures(today.byCategory).toSorted(bySum),
    },
    refusals: refusalFigures(refusals),
    parts,
  };
}

function paidFigures(cells: ReadonlyMap<string, Cell>): readonly PaidFigures[] {
  const held = withheld([...cells].map(([key, { payers }]) => ({ key, persons: payers.size })));
  return [...cells].map(([key, { count, sumMinor, payers }]) =>
    // Where nobody's wallet is known to have paid, it was money under a purpose: that is no less somebody's.
    held.has(key) || payers.size === 0 ? { key, count: null, sumMinor: null } : { key, count, sumMinor },
  );
}

/**
 * Of fewer than ten a count is withheld; no total is told from which it would follow. Those come last, by their codes: their order would
 * tell of their counts.
 */
function refusalFigures(counted: readonly RefusalCount[]): Figures['refusals'] {
  const isTold = ({ persons }: RefusalCount): boolean => persons === 0 || persons >= fewest;
  const few = counted.filter((one) => !isTold(one)).map(({ code }) => ({ code, count: null }));
  return [
    ...counted.filter(isTold).map(({ code, count }) => ({ code, count })),
    ...few.toSorted((one, other) => one.code.localeCompare(other.code)),
  ];
}

function bySum(one: PaidFigures, other: PaidFigures): number {
  const difference = (other.sumMinor ?? -1n) - (one.sumMinor ?? -1n);
  return difference === 0n ? one.key.localeCompare(other.key) : Number(difference);
}

async function walletFigures({ db }: YuanContext): Promise<Figures['wallets']> {
  const [counts, byTier, byOperator, names] = await Promise.all([
    walletCounts(db),
    personsBy(db, 'tier'),
    personsBy(db, 'operator'),
    operators(db),
  ]);
  const sum = (keep: (row: (typeof counts)[number]) => boolean): number =>
    counts.filter(keep).reduce((all, { wallets }) => all + wallets, 0);
  const [heldTiers, heldOperators] = [byTier, byOperator].map((persons) =>
    withheld([...persons].map(([key, count]) => ({ key, persons: count }))),
  ) as [ReadonlySet<string>, ReadonlySet<string>];
  return {
    personal: sum(({ kind }) => kind === 'personal'),
    corporate: sum(({ kind }) => kind === 'corporate'),
    byTier: tiers.map((tier) => ({
      tier,
      wallets: heldTiers.has(String(tier)) ? null : sum((row) => row.tier === tier),
    })),
    byOperator: names.map(({ code, name }) => ({
      name,
      personal: heldOperators.has(code)
        ? null
        : sum(({ operator, kind }) => operator === code && kind === 'personal'),
      corporate: sum(({ operator, kind }) => operator === code && kind === 'corporate'),
    })),
  };
}
