import type { SandboxContext } from '../context.ts';
import { type News, news } from '../public/news.ts';

/** What was written before it could be read, because its transaction took long, is looked for so far back. */
const slackMs = 10 * 60 * 1_000;

/**
 * Tells who follows projects what is new of them, each thing once: what is told has a key, and how far somebody was told moves on only after that.
 */
export async function tellFollowers(ctx: SandboxContext): Promise<void> {
  const { db, clock } = ctx;
  const followed = await db
    .selectFrom('pilot_follow')
    .select('number')
    .distinct()
    .orderBy('number')
    .execute();
  for (const { number } of followed) {
    const atMs = clock.nowMs();
    const all = await news(ctx, number);
    const followers = await db
      .selectFrom('pilot_follow')
      .select(['account', 'since_ms', 'told_ms'])
      .where('number', '=', number)
      .execute();
    for (const { account, since_ms, told_ms } of followers) {
      const since = Number(since_ms);
      const fresh = all.filter((one) => one.atMs > since && one.atMs > Number(told_ms) - slackMs);
      for (const one of fresh.toReversed()) await tellOf(ctx, { account, number, since, one });
      await db
        .updateTable('pilot_follow')
        .set({ told_ms: BigInt(atMs) })
        .where('account', '=', account)
        .where('number', '=', number)
        .where('told_ms', '<', BigInt(atMs))
        .execute();
    }
  }
}

async function tellOf(
  { tell }: SandboxContext,
  { account, number, since, one }: { account: string; number: string; since: number; one: News },
): Promise<void> {
  await tell({
    ...{ key: `pilot-news/${account}/${number}/${since}/${one.id}`, kind: 'pilot.followed', number },
    to: { account },
    title: {
      en: `Pilot project ${number}, which you follow: ${one.kind.en}`,
      zh: `您关注的试点项目${number}：${one.kind.zh}`,
    },
  });
}
