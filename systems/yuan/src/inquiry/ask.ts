import type { Actor } from '@finharbor/access';
import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import { facesOf, walletsByNumber } from '../wallets/postgres.ts';
import { basisOf } from './basis.ts';
import type { Inquiry } from './domain.ts';
import { inquiryById, keepInquiry } from './postgres.ts';
import type { NewInquiry } from './routes.ts';

type Asking = Pick<YuanContext, 'db' | 'clock' | 'till'>;

const dayMs = 86_400_000;

/** Puts a lawful request to the operator of a wallet. Errors: those of `postInquiry`. */
export async function askInquiry(ctx: Asking, asked: NewInquiry, by: Actor): Promise<Inquiry> {
  const { db, clock } = ctx;
  const nowMs = clock.nowMs();
  const { embargoDays, fromMs, untilMs, ...rest } = asked;
  if (fromMs !== null && untilMs !== null && untilMs <= fromMs)
    fail('yuan.bad_scope', 'The movements asked for end before they begin.');
  if ((fromMs === null) !== (untilMs === null) || (fromMs === null && !asked.withIdentity))
    fail(
      'yuan.bad_scope',
      'Say what is asked for: who somebody is, or movements from one moment until another.',
    );
  await keepInquiry(db, {
    ...rest,
    ...basisOf(rest),
    fromMs,
    untilMs,
    wallet: (await inquiryById(db, asked.id))?.wallet ?? (await walletBehind(ctx, asked)),
    asked: by,
    askedAtMs: nowMs,
    embargoUntilMs: nowMs + embargoDays * dayMs,
    state: 'open',
    checked: null,
    checkedAtMs: null,
    decidedAtMs: null,
    refusal: null,
  });
  const kept = (await inquiryById(db, asked.id))!;
  if (
    kept.asked.account !== by.account ||
    kept.subject !== asked.subject ||
    kept.subjectKind !== asked.subjectKind ||
    kept.document !== asked.document
  )
    fail('yuan.inquiry_differs', 'Another request was made under this id. Use a new one.');
  return kept;
}

/** The wallet that a request is about. */
async function walletBehind({ db, till }: Asking, { subjectKind, subject }: NewInquiry): Promise<string> {
  if (subjectKind === 'wallet') {
    const found = await walletsByNumber(db, [subject]);
    return found.has(subject) ? subject : fail('yuan.no_such_wallet', 'There is no wallet with this number.');
  }
  const paid = isMovement(subject) ? await till.payment(subject) : undefined;
  const account = subjectKind === 'payer' ? paid?.payer : paid?.credit;
  const face = account === undefined ? undefined : (await facesOf(db, [account])).get(account);
  return (
    face?.number ??
    fail('yuan.no_such_movement', 'There is no payment of this number that came from a wallet.')
  );
}

function isMovement(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
