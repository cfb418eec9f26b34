import { type ExchangeState, entryOf } from '../course/state.ts';
import type { Exchange } from '../value/program.ts';
import { conditionLines, type Line, type Teller, wordLines } from './line.ts';

/** An exchange and how far it is, in sentences. */
export function explainExchange(program: Exchange, state: ExchangeState, teller: Teller): readonly Line[] {
  const { voice, words } = teller;
  const named = (name: string): string => voice.people([name], 'and');
  return [
    ...program.legs.map(
      ({ from, to, amount, books }): Line => ({
        about: 'payment',
        text: words.leg(named(from), named(to), voice.money(amount, books)),
      }),
    ),
    { about: 'money', text: words.together },
    { about: 'payment', text: words.settlement[program.when ? 'conditional' : 'free'] },
    ...(program.when ? conditionLines(program.when, teller) : []),
    { about: 'refund', text: words.withdrawal },
    { about: 'end', text: words.exchangeEnds(voice.end(program.ends)) },
    ...wordLines(program, state, teller),
    ...progressLines(program, state, teller),
  ];
}

function progressLines(
  { legs }: Exchange,
  { stage, held }: ExchangeState,
  { voice, words }: Teller,
): readonly Line[] {
  if (stage !== 'open') return [{ about: 'progress', text: words.exchangeStage[stage] }];
  return legs.map(({ name, from, amount, books }) => {
    const say = entryOf(held, name) === undefined ? words.missing : words.held;
    return { about: 'progress', text: say(voice.people([from], 'and'), voice.money(amount, books)) };
  });
}
