import type { Bilingual } from '../scorecard/disclosures.ts';
import { type ProtocolCost, protocols } from './protocols.ts';
import type { Adversary, Protocol } from './session.ts';

/** What the line between two parties can do, in the direction that is slower. */
export type LinkFigures = { readonly bytesPerSecond: number; readonly roundTripMs: number };

/** What a protocol would take, both parties working on cores like those it was measured on; why it does not do, where it does not. */
export type ProtocolEstimate = {
  readonly protocol: Protocol;
  readonly seconds: number;
  /** Both ways. */
  readonly bytes: number;
  readonly unfit: Bilingual | undefined;
};

/** What is chosen from. */
export type ProtocolQuestion = {
  readonly receiverSize: number;
  readonly senderSize: number;
  readonly adversary: Adversary;
  /** A local network unless told. */
  readonly link?: LinkFigures | undefined;
  /** Taken, where it does, whatever is faster. */
  readonly asked?: Protocol | 'auto' | undefined;
};

/** Which protocol to run and why; none where no protocol does for such sizes and such an adversary. */
export type ProtocolChoice = {
  readonly protocol: Protocol | undefined;
  readonly reason: Bilingual;
  readonly estimates: readonly ProtocolEstimate[];
  readonly link: LinkFigures;
};

/** A gigabit network within a building. */
export const localNetwork: LinkFigures = { bytesPerSecond: 125_000_000, roundTripMs: 1 };

/**
 * Chooses a protocol for two sizes (distinct identifiers), an adversary and a link: of those that do, the one that is estimated to be
 * done first. Both parties get the same answer for the same question. Estimates are linear in the sizes, after a few runs on one machine:
 * good enough to compare protocols, no promise of a time.
 */
export function chooseProtocol(question: ProtocolQuestion): ProtocolChoice {
  const { link = localNetwork } = question;
  const asked = question.asked === 'auto' ? undefined : question.asked;
  const estimates = Object.entries(protocols).map(([name, { cost }]): ProtocolEstimate => {
    const protocol = name as Protocol;
    const { bytes, seconds } = estimated(cost(question), link);
    return { protocol, bytes, seconds, unfit: unfitness(protocol, question) };
  });
  const fit = estimates
    .filter(({ unfit, protocol }) => !unfit && (!asked || protocol === asked))
    .sort((a, b) => a.seconds - b.seconds);
  const protocol = fit[0]?.protocol;
  return { protocol, estimates, link, reason: reasonFor({ ...question, asked }, fit, link) };
}

function estimated(
  { bytes, workSeconds, messages }: ProtocolCost,
  { bytesPerSecond, roundTripMs }: LinkFigures,
): { readonly bytes: number; readonly seconds: number } {
  const waiting = (messages * roundTripMs) / 2000;
  return { bytes: Math.round(bytes), seconds: workSeconds + bytes / bytesPerSecond + waiting };
}

function unfitness(
  protocol: Protocol,
  { receiverSize, senderSize, adversary }: ProtocolQuestion,
): Bilingual | undefined {
  const { name, adversaries, mostIds, beyond } = protocols[protocol];
  if (!adversaries.includes(adversary))
    return {
      en: `${name} does not hold against a malicious peer. ${beyond?.en ?? ''}`.trimEnd(),
      zh: `${name} 不能抵御恶意对手。${beyond?.zh ?? ''}`,
    };
  if (Math.max(receiverSize, senderSize) > mostIds)
    return {
      en: `${name} takes at most ${mostIds} identifiers a side.`,
      zh: `${name} 每方最多支持 ${mostIds} 个标识。`,
    };
  return undefined;
}

function reasonFor(
  { adversary, asked }: ProtocolQuestion,
  fit: readonly ProtocolEstimate[],
  link: LinkFigures,
): Bilingual {
  const [first] = fit;
  if (!first)
    return {
      en: 'No protocol does for these sizes and this adversary.',
      zh: '没有协议适用于此规模与对手模型。',
    };
  const { name } = protocols[first.protocol];
  if (asked) return { en: `${name} was asked for.`, zh: `按指定采用 ${name}。` };
  if (fit.length === 1)
    return adversary === 'malicious'
      ? { en: `Only ${name} holds against a malicious peer.`, zh: `只有 ${name} 能抵御恶意对手。` }
      : { en: `Only ${name} takes lists of this size.`, zh: `只有 ${name} 支持这样规模的名单。` };
  const megabits = Math.round((8 * link.bytesPerSecond) / 1e6);
  const times = (of: (name: string, seconds: string) => string): string[] =>
    fit.map((one) => of(protocols[one.protocol].name, one.seconds.toPrecision(2)));
  return {
    en: `At ${megabits} Mbit/s and ${link.roundTripMs} ms there and back: ${times((n, s) => `${n} about ${s} s`).join(', ')}.`,
    zh: `在 ${megabits} Mbit/s、往返 ${link.roundTripMs} 毫秒的链路上：${times((n, s) => `${n} 约 ${s} 秒`).join('，')}。`,
  };
}
