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
  await hand.on(firm, id).step('ask', {
    form: { project: number, name: titled(name), summary: said, users: 900, next: 'roll-out' },
  });
  await hand.on(firm, id).until('testing');
  await hand.on(firm, id).attach('report');
  await hand.on(firm, id).step('self-test', { form: Object.fromEntries(heads.map((head) => [head, said])) });
  await isClean(firm);
  const board = await cast.as('board');
  await hand.on(board, id).seats('supervisor');
  await hand.on(await cast.as('supervisor'), id).opinion({ verdict: 'for', report: 'SJ-1', findings: said });
  const secretary = await cast.as('secretary');
  await hand.on(secretary, id).until('waiting');
  await hand.on(secretary, id).step('pass-on');
  await hand.on(secretary, id).seats('teller', 'resident-a');
  for (const expert of [await cast.as('firstExpert'), await cast.as('secondExpert')])
    await hand.on(expert, id).opinion({
      ...Object.fromEntries(heads.map((head) => [head, 4])),
      ...{ verdict: 'for', why: said },
    });
  await hand.on(board, id).until('confirming');
  await hand.on(board, id).step('confirm', { form: { conclusion: said } });
  await hand.on(firm, id).until('exited');
  await isClean(firm);
}
