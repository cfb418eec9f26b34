import { isDeepStrictEqual } from 'node:util';
import { codeOf } from '@finharbor/kernel';
import { ownMark, type World } from './world.ts';

/** A case of both worlds, and how far it is. */
export type Walked = { readonly id: string; readonly nth: number; opinions: number; state: string };

/** Numbers that follow from a seed. */
export type Dice = <T>(from: readonly T[]) => T;

/** What is done next with a case in one world: what is seen of it is the same in both. Gives the state the case is in then. */
type Move = (world: World, one: Walked) => Promise<void>;

const application = { name: '海港金科 Harbour', yuan: 900, kind: 'new' };
const at = ({ id }: Walked) => ({ params: { id } });

const seated: Move = async ({ people, hidden: { seats } }, one) =>
  void (await people.clerk.client.postSeats({
    ...at(one),
    body: { seats: (['seat', ...seats] as const).map((name) => ({ account: people[name].account.id })) },
  }));

const moves = {
  file: async ({ people: { owner } }, one) =>
    void (await owner.client.postStep({
      params: { id: one.id, step: 'file' },
      body: { form: { ...application, yuan: 900 + one.nth } },
    })),
  ask: async ({ people: { clerk } }, one) =>
    void (await clerk.client.postStep({
      params: { id: one.id, step: 'ask' },
      body: { reason: 'The plan has no figures.' },
    })),
  answer: async ({ people: { colleague } }, one) =>
    void (await colleague.client.postStep({ params: { id: one.id, step: 'answer' }, body: {} })),
  say: async ({ people: { clerk } }, one) =>
    void (await clerk.client.postComment({ ...at(one), body: { text: 'We look into it.' } })),
  /** The office says something to itself: in one world more often. */
  whisper: async ({ people: { clerk, chief }, hidden }, one) => {
    for (let times = 0; times < hidden.said; times++) {
      const body = { text: `${hidden.mark} ${times}`, isInternal: true, mentions: [chief.account.id] };
      await clerk.client.postComment({ ...at(one), body });
    }
  },
  /** Goes from hand to hand, and comes back; in one world there and back twice. */
  pass: async ({ people: { clerk, chief, ...rest }, hidden }, one) => {
    const barred = rest[hidden.barred as 'office1'];
    const unbarred = hidden.barred === 'office1' ? rest.office2 : rest.office1;
    const give = (to: typeof clerk): Promise<unknown> =>
      clerk.client.postAssignee({ ...at(one), body: { to: to.account.id } });
    for (let times = 0; times < hidden.said; times++)
      try {
        for (const to of [chief, ...(one.nth % 2 === 0 ? [unbarred] : [barred, unbarred])]) await give(to);
      } finally {
        // Also where somebody was barred from it.
        await give(clerk);
      }
  },
  bar: async ({ people: { clerk, ...people }, hidden }, one) =>
    void (await clerk.client.postExclusion({
      ...at(one),
      body: { account: people[hidden.barred as 'office1'].account.id, reason: `${hidden.mark}: a brother` },
    })),
  seat: seated,
  /** Every fourth case may come before a panel on which nobody sits, and stays there. */
  judge: async (world, one) => {
    if (one.nth !== 3) await seated(world, one);
    await world.people.clerk.client.postStep({ params: { id: one.id, step: 'judge' }, body: {} });
  },
  opine: async ({ people, hidden: { seats, verdicts, mark } }, one) => {
    const who = ([seats[0], seats[1], 'seat'] as const)[one.opinions]!;
    const verdict = [...verdicts, one.nth % 3 === 0 ? 'against' : 'for'][one.opinions]!;
    const why = `${who === 'seat' ? ownMark : mark} on ${one.nth}`;
    await people[who].client.postOpinion({ ...at(one), body: { form: { verdict, why } } });
  },
  pay: async ({ people: { chief } }, one) =>
    void (await chief.client.postStep({ params: { id: one.id, step: 'pay' }, body: {} })),
} satisfies Record<string, Move>;

type MoveName = keyof typeof moves;

/** What can be done with a case in each of its states. */
const open: Readonly<Record<string, readonly MoveName[]>> = {
  draft: ['file'],
  filed: ['ask', 'say', 'whisper', 'pass', 'bar', 'seat', 'judge'],
  waiting: ['answer', 'say', 'whisper'],
  judged: ['opine', 'opine', 'whisper', 'bar'],
  passed: ['pay', 'whisper', 'say'],
  paid: ['whisper'],
  refused: ['whisper'],
};

/** Whether nothing more is decided of a case. */
export const isOver = ({ state }: Walked): boolean => state === 'paid' || state === 'refused';

/** Does the same with a case in both worlds, as far as it can be seen; what is refused is so in both. Says what it was. */
export async function move(worlds: readonly [World, World], one: Walked, dice: Dice): Promise<string> {
  const name = dice<MoveName>(open[one.state] ?? ['whisper']);
  const said = await Promise.all(
    worlds.map((world) =>
      moves[name](world, one).then(
        () => 'done',
        (error: unknown) => codeOf(error) ?? String(error),
      ),
    ),
  );
  const stands = await Promise.all(
    worlds.map(async ({ people }) => (await people.owner.client.getCase(at(one))).body),
  );
  if (name === 'opine' && said[0] === 'done') one.opinions += 1;
  one.state = stands[0]!.state.name;
  if (!isDeepStrictEqual(said[0], said[1]) || stands[1]!.state.name !== one.state)
    throw new Error(`${name} came to ${said.join(' and ')}: the worlds differ in more than what is hidden.`);
  return `${name}, ${said[0]}, now ${one.state}`;
}
