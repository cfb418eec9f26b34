import { type Actor, fourEyes } from '@finharbor/access';
import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import type { Inquiry } from './domain.ts';
import { inquiryById, takeStep } from './postgres.ts';

/** A word on a request: null goes on with it, a reason refuses it. */
export type Word = { readonly by: Actor; readonly refusal: string | null };

type Deciding = Pick<YuanContext, 'db' | 'clock'>;

/** A teller of the operator has checked a request: it goes on to a second pair of eyes, or is refused. Errors: those of `postInquiryCheck`. */
export async function checkInquiry(ctx: Deciding, inquiry: Inquiry, word: Word): Promise<Inquiry> {
  demandOthers(inquiry.asked, word.by);
  const to = word.refusal === null ? 'checked' : 'refused';
  return step(ctx, inquiry, { ...word, from: ['open'], to });
}

/** A second one confirms: only then can the asker open the answer. Errors: those of `postInquiryConfirmation`. */
export async function confirmInquiry(ctx: Deciding, inquiry: Inquiry, word: Word): Promise<Inquiry> {
  demandOthers(inquiry.asked, word.by);
  if (inquiry.checked === null)
    fail('yuan.inquiry_over', 'A teller of the wallet’s bank has to check it first.');
  demandOthers(inquiry.checked, word.by);
  const to = word.refusal === null ? 'answered' : 'refused';
  return step(ctx, inquiry, { ...word, from: ['checked'], to });
}

function demandOthers(first: Actor, second: Actor): void {
  if (fourEyes(first, second).kind === 'refused')
    fail('yuan.four_eyes', 'Somebody else has to do this: whoever has asked or checked does not confirm.');
}

type Way = Word & {
  readonly from: readonly [Inquiry['state']];
  readonly to: 'checked' | 'answered' | 'refused';
};

async function step({ db, clock }: Deciding, { id }: Inquiry, way: Way): Promise<Inquiry> {
  const isTaken = await takeStep(db, id, { ...way, atMs: clock.nowMs() });
  const kept = (await inquiryById(db, id))!;
  // The same word again is the same step.
  if (
    !isTaken &&
    (kept.state !== way.to || (way.to === 'checked' && kept.checked?.account !== way.by.account))
  )
    fail('yuan.inquiry_over', `The request is ${kept.state} already.`);
  return kept;
}
