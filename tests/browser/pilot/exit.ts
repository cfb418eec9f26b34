import { isClean } from '../../harness/person.ts';
import { titled } from './admission.ts';
import type { Cast } from './cast.ts';

const said = '达到预期。 As expected.';
const heads = ['value', 'quality', 'satisfaction', 'continuity', 'legality', 'transactions', 'data', 'risks'];

/** The project leaves the pilot: self-test, audit, blind experts, confirmation. */
export async function exited(cast: Cast, number: string, name: string): Promise<void> {
  const hand = cast.cases('pilot-exit');
  const firm = await cast.as('firm');
  const id = await hand.begin(firm);
  await hand.step(firm, id, 'ask', {
    form: { project: number, name: titled(name), summary: said, users: 900, next: 'roll-out' },
  });
  await hand.until(firm, id, 'testing');
  await hand.attach(firm, id, 'report');
  await hand.step(firm, id, 'self-test', { form: Object.fromEntries(heads.map((head) => [head, said])) });
  await isClean(firm);
  const board = await cast.as('board');
  await hand.seats(board, id, 'supervisor');
  await hand.opinion(await cast.as('supervisor'), id, { verdict: 'for', report: 'SJ-1', findings: said });
  const secretary = await cast.as('secretary');
  await hand.until(secretary, id, 'waiting');
  await hand.step(secretary, id, 'pass-on');
  await hand.seats(secretary, id, 'teller', 'resident-a');
  for (const expert of [await cast.as('firstExpert'), await cast.as('secondExpert')])
    await hand.opinion(expert, id, {
      ...Object.fromEntries(heads.map((head) => [head, 4])),
      ...{ verdict: 'for', why: said },
    });
  await hand.until(board, id, 'confirming');
  await hand.step(board, id, 'confirm', { form: { conclusion: said } });
  await hand.until(firm, id, 'exited');
  await isClean(firm);
}
