import { type Random, systemRandom } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { endTogether, naming, sendBytes } from '../shares/network.ts';
import { claimSession, type MaskLedger } from './ledger.ts';

/** What a dealer needs for one session, whatever is computed in it. */
export type DealerSession = {
  readonly parties: readonly string[];
  readonly session: string;
  readonly ledger: MaskLedger;
  readonly random?: Random | undefined;
};

/** What a session's steps are dealt with: the parties' channels in the roster's order, and a fresh seed of each. */
export type Dealt = {
  readonly roster: readonly Channel[];
  readonly seeds: ReadonlyMap<string, Uint8Array>;
};

/** What a dealer does in a session; `Heard` is what each party still says before its goodbye. */
export type DealerSteps<Agreed, Heard> = {
  /** Refuses a plan that cannot be run, before the session is claimed. */
  readonly check: () => void;
  /** Hears the parties out, each on its own, so that one that leaves is noticed while another is still awaited. */
  readonly agree: (roster: readonly Channel[]) => Promise<Agreed>;
  /** `heard` is what all have said besides, in the roster's order. */
  readonly walk: (agreed: Agreed, dealt: Dealt, heard: Promise<readonly Heard[]>) => Promise<void>;
  readonly hear?: (channel: Channel) => Promise<Heard>;
  /** Whether the first party tells decisions while the steps are walked: its goodbye is then awaited after them. */
  readonly firstDecides?: boolean;
};

/** A dealer's side of one session: claims it, sends each party a seed, and walks the steps until all have said goodbye or one has left. */
export async function dealSession<Agreed, Heard = void>(
  channels: ReadonlyMap<string, Channel>,
  { parties, session, ledger, random = systemRandom }: DealerSession,
  { check, agree, walk, hear, firstDecides = false }: DealerSteps<Agreed, Heard>,
): Promise<void> {
  await endTogether(channels.values(), async () => {
    check();
    await claimSession(ledger, session);
    const roster = parties.map((party) => channels.get(party)!);
    const agreed = await agree(roster);
    const seeds = new Map(parties.map((party) => [party, random.bytes(32)]));
    for (const channel of roster) await sendBytes(channel, 'seed', seeds.get(channel.peer)!);
    const [late, early] = firstDecides ? [roster.slice(0, 1), roster.slice(1)] : [[], roster];
    const heard = Promise.all(hear ? roster.map(hear) : []);
    const goodbyes = heard.then(() => goodbyesOf(early));
    const failed = goodbyes.then(() => new Promise<never>(() => undefined));
    await Promise.race([walk(agreed, { roster, seeds }, heard), failed]);
    await Promise.all([goodbyes, goodbyesOf(late)]);
    for (const channel of roster) await naming(channel, channel.send('end', new Uint8Array(0)));
  });
}

function goodbyesOf(channels: readonly Channel[]): Promise<unknown> {
  return Promise.all(channels.map((channel) => naming(channel, channel.receive('done'))));
}
