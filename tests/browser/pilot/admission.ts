import assert from 'node:assert/strict';
import { isClean } from '../../harness/person.ts';
import { commentsOver } from '../../harness/pilot.ts';
import type { Cast } from './cast.ts';

const said = '见附件。 See what is attached.';
export const heads: Readonly<Record<string, string | number>> = {
  inclusion: 4,
  innovation: 5,
  control: 4,
  need: 4,
  verdict: 'for',
  why: said,
};

/** What an application is called, so that nobody takes it for a real one. */
export const titled = (name: string): string => `${name}（演示）`;

/** The firm declares an application on screen and files it; its case. */
export async function declared(cast: Cast, name: string): Promise<string> {
  const firm = await cast.as('firm');
  const hand = cast.cases('pilot-banking');
  const id = await hand.begin(firm);
  const { step, attach } = hand.on(firm, id);
  await isClean(firm);
  await step('lead', {
    form: {
      ...{ name: '企业甲（演示）', uscc: await ownCode(cast), kind: 'licensed' },
      ...{ licence: '金融许可证（演示）', licenceNumber: 'B0001' },
    },
  });
  await step('declare', {
    form: {
      ...{ name: titled(name), kind: 'service', launch: '2027-03-01', technology: said, function: said },
      ...{ innovation: said, effect: said, users: 1_000, yuan: 9_000_000 },
    },
  });
  const safeguards = ['compliance', 'security', 'risks', 'compensation', 'exit', 'emergency', 'complaints'];
  await step('secure', { form: Object.fromEntries(safeguards.map((field) => [field, said])) });
  await attach('licence', 'assessment');
  await step('file');
  await isClean(firm);
  return id;
}

/** The code of the firm that somebody signed in for, as its own page has it. */
export async function ownCode({ as }: Pick<Cast, 'as'>): Promise<string> {
  const { page } = await as('firm');
  const answer = await page.context().request.get(new URL('/session', page.url()).href);
  return ((await answer.json()) as { readonly party: string }).party.slice('firm:'.length);
}

/** The secretary takes it up and names the experts, who each say what they think without knowing of each other. */
export async function reviewed(cast: Cast, id: string, opinion: typeof heads = heads): Promise<void> {
  const hand = cast.cases('pilot-banking');
  const secretary = await cast.as('secretary');
  await hand.on(secretary, id).step('accept', { form: { findings: said, batch: '2026-9' } });
  await hand.on(secretary, id).seats('teller', 'resident-a');
  await isClean(secretary);
  for (const expert of [await cast.as('firstExpert'), await cast.as('secondExpert')]) {
    await hand.on(expert, id).opinion(opinion);
    await isClean(expert);
  }
}

/** Meeting, supervisor, announcement, the time for comments, decision; the project's number. */
export async function admitted(cast: Cast, id: string): Promise<string> {
  const hand = cast.cases('pilot-banking');
  const board = await cast.as('board');
  await hand.on(board, id).step('meet', {
    form: { heldOn: '2026-11-20', present: said, discussed: said, conclusion: said },
  });
  await hand.on(board, id).seats('supervisor');
  await hand.on(await cast.as('supervisor'), id).opinion({ verdict: 'for', reference: '1', why: said });
  await hand.on(board, id).until('agreed');
  await hand.on(board, id).step('announce');
  await hand.on(board, id).until('announced');
  await isClean(board);
  const number = await numberOn(cast, id);
  await commentsOver(cast.harbor, id);
  await hand.on(board, id).until('deciding');
  await hand.on(board, id).step('admit', { form: { months: 12, comments: 'none' } });
  await hand.on(board, id).until('admitted');
  return number;
}

/** The number that the firm reads on its case. */
async function numberOn({ as }: Cast, id: string): Promise<string> {
  const firm = await as('firm');
  await firm.open(`/cases/${id}`);
  const text = await firm.page.locator('main').textContent();
  const number = /[0-9A-Z]{18}-\d{4}-\d{4}/.exec(text ?? '')?.[0];
  assert.ok(number, 'the case names its number');
  return number;
}
