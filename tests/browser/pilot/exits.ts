import { isClean } from '../../harness/person.ts';
import { admitted, declared, heads, reviewed } from './admission.ts';
import type { Cast } from './cast.ts';
import { measured, standsAt } from './watched.ts';

const reason = '理由充分（演示）。 For good reason (demo).';

/** The experts are against it, and the board refuses; the firm reads why. */
export async function refused(cast: Cast): Promise<void> {
  const id = await declared(cast, '收益权拆分 Rights to income');
  await reviewed(cast, id, { ...heads, control: 1, verdict: 'against' });
  const hand = cast.cases('pilot-banking');
  const board = await cast.as('board');
  await hand.on(board, id).until('doubted');
  await hand.on(board, id).step('refuse', { reason });
  const firm = await cast.as('firm');
  await hand.on(firm, id).until('refused');
  await firm.page.getByText(reason).first().waitFor();
  await isClean(firm);
}

/** The firm thinks better of it before anybody has looked. */
export async function withdrawn(cast: Cast): Promise<void> {
  const id = await declared(cast, '声纹支付 Payment by voice');
  const hand = cast.cases('pilot-banking');
  const firm = await cast.as('firm');
  await hand.on(firm, id).step('withdraw');
  await hand.on(firm, id).until('withdrawn');
  await isClean(firm);
}

/** A project is suspended, goes on, is stopped; somebody else than who stopped it grants the appeal. */
export async function stoppedAndRestored(cast: Cast): Promise<void> {
  const id = await declared(cast, '视频面签 Interviews by video');
  await reviewed(cast, id);
  const number = await admitted(cast, id);
  await measured(cast, number, { kind: 'suspend', stage: 'suspended' });
  await measured(cast, number, { kind: 'resume', stage: 'running' });
  await measured(cast, number, { kind: 'stop', stage: 'stopped' });
  const hand = cast.cases('pilot-appeal');
  const firm = await cast.as('firm');
  const appeal = await hand.begin(firm);
  await hand.on(firm, appeal).step('ask', { form: { project: number, why: reason } });
  const other = await cast.as('otherBoard');
  await hand.on(other, appeal).until('weighing');
  const board = await cast.as('board');
  await board.open(`/cases/${appeal}`);
  await board.page.getByRole('alert').waitFor();
  await isClean(board);
  await hand.on(other, appeal).step('grant', { form: { findings: reason } });
  await hand.on(firm, appeal).until('granted');
  await standsAt(firm, cast, { number, stage: 'running' });
}
