import { type EscrowState, entryOf } from '../course/state.ts';
import { timesOf } from '../value/amounts.ts';
import type { Escrow, Fee, Payee, Pays } from '../value/program.ts';
import { conditionLines, type Line, type Teller, wordLines } from './line.ts';
import { shareText } from './text.ts';

/** An escrow and how far it is, in sentences. */
export function explainEscrow(program: Escrow, state: EscrowState, teller: Teller): readonly Line[] {
  const { voice, words } = teller;
  const owner = voice.people([program.owner], 'and');
  return [
    { about: 'money', text: words.owner(owner, voice.money(program.amount), state.stage !== 'planned') },
    ...program.releases.flatMap(({ title, pays, to, oncePerAsker, when }): readonly Line[] => {
      const often = oncePerAsker && timesOf(pays) > 1 ? [words.oncePerAsker] : [];
      const how = [paysText(pays, teller), ...often].join(voice.language === 'en' ? ', ' : '，');
      const text = words.release(title[voice.language], how, payeeText(to, teller));
      return [{ about: 'payment', text }, ...conditionLines(when, teller)];
    }),
    ...(program.fee ? [{ about: 'fee', text: feeText(program.fee, teller) } as const] : []),
    { about: 'refund', text: program.refund ? words.refund : words.noRefund },
    ...(program.refund ? conditionLines(program.refund, teller) : []),
    {
      about: 'end',
      text: program.ends === null ? words.endless : words.ends(voice.end(program.ends), owner),
    },
    ...wordLines(program, state, teller),
    ...paidLines(program, state, teller),
    stageLine(program, state, teller),
  ];
}

function paysText(pays: Pays, { voice, words }: Teller): string {
  switch (pays.kind) {
    case 'slices':
      return words.slices(pays.amounts.map((amount) => voice.money(amount)));
    case 'asked':
      return words.asked(pays.times);
    case 'share':
      return words.share(shareText(pays.share), voice.money(pays.most), pays.times);
  }
}

function payeeText(to: Payee, { voice, words }: Teller): string {
  return words.payee[to.kind](to.kind === 'named' ? voice.people(to.parties, 'or') : '');
}

function feeText({ to, fixed, share }: Fee, { voice, words }: Teller): string {
  return words.fee(voice.people([to], 'and'), {
    fixed: fixed > 0n || share.times === 0n ? voice.money(fixed) : undefined,
    share: share.times > 0n ? shareText(share) : undefined,
  });
}

function paidLines(program: Escrow, { paid }: EscrowState, { voice, words }: Teller): readonly Line[] {
  return program.releases.flatMap(({ name, title }): readonly Line[] => {
    const so = entryOf(paid, name);
    if (!so) return [];
    return [{ about: 'progress', text: words.paid(title[voice.language], so.times, voice.money(so.amount)) }];
  });
}

function stageLine(program: Escrow, state: EscrowState, { voice, words }: Teller): Line {
  const { stage, rest, returned } = state;
  const minor = stage === 'planned' ? program.amount : stage === 'held' ? rest : returned;
  const owner = voice.people([program.owner], 'and');
  return { about: 'progress', text: words.escrowStage[stage](voice.money(minor), owner) };
}
