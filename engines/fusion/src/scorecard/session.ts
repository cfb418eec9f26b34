import { type Clock, canonicalJson, type Json, sha256 } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { BoostedScoringPlan, BoostingPlan } from '../boosting/plan.ts';
import type { Mesh } from '../mesh.ts';
import type { RegressionPlan } from '../regression/plan.ts';
import { createRing } from '../ring/ring.ts';
import { type Correlations, takeDealt } from '../shares/dealt.ts';
import type { Engine } from '../shares/engine.ts';
import { endTogether, naming, receiveBytes } from '../shares/network.ts';
import { type MaskUse, type PartySetting, partyEngine } from '../shares/party.ts';
import { createTranscript, type Opened, type Transcript } from '../shares/transcript.ts';
import type { StatisticsPlan } from '../statistics/plan.ts';
import { claimSession, type MaskLedger } from './ledger.ts';
import { type Plan, planDigest } from './plan.ts';

/** What a party brings to a session besides its data. */
export type PartyOptions = {
  readonly ledger: MaskLedger;
  readonly clock: Clock;
  /**
   * Awaited before this party sends its last messages, the openings of the results; `digest` is over the plan, the
   * session and this party's transcripts so far. Throwing ends the session with nothing of the results opened.
   */
  readonly beforeLast?: (digest: Uint8Array) => Promise<void>;
  /** Told of each use of a mask share; for audits of mask reuse. Holds secrets: never log it. */
  readonly onMask?: (use: MaskUse) => void;
};

/** What one stage cost this party, over all its channels. */
export type StageTraffic = {
  readonly stage: string;
  readonly ms: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly messagesSent: number;
};

/** One party's session, from the claim of its masks to the goodbye. */
export type PartySession = {
  readonly mesh: Mesh;
  readonly dealer: Channel;
  readonly plan: Plan | RegressionPlan | StatisticsPlan | BoostingPlan | BoostedScoringPlan;
  readonly options: PartyOptions;
  /** Where two parties make them without a dealer; `dealer` is then a second channel to the other party. */
  readonly correlations?: Correlations | undefined;
};

/** The running session as its work sees it. */
export type Running = {
  /** Notes that a stage begins. */
  readonly stage: (name: string) => void;
  readonly beforeLast: () => Promise<void>;
  /** The engine, once the dealer has agreed on the shapes and sent the seed. */
  readonly engine: (
    declared: readonly Opened[],
  ) => Promise<{ engine: Engine; setting: PartySetting; transcript: Transcript }>;
};

/**
 * Claims the session, runs `work`, and says goodbye to the dealer. Whoever goes away ends it for all.
 * Errors: `fusion.session_used`, `fusion.peer_gone`, and those of `work`.
 */
export async function runSession<T>(
  session: PartySession,
  work: (running: Running) => Promise<T>,
): Promise<{ result: T; stages: readonly StageTraffic[] }> {
  const { mesh, dealer } = session;
  const channels = [...mesh.channels.values(), dealer];
  return endTogether(channels, async () => {
    await claimSession(session.options.ledger, mesh.session);
    const meter = stageMeter(session, channels);
    const watch = Promise.withResolvers<never>();
    watch.promise.catch(() => undefined);
    const last = mesh.parties.at(-1) === mesh.self;
    let goodbye: Promise<unknown> | undefined;
    const dealt = async (): Promise<Correlations> => {
      const seed = await receiveBytes(dealer, 'seed', 32);
      if (!last) {
        goodbye = naming(dealer, dealer.receive('end'));
        goodbye.catch(watch.reject);
      }
      return takeDealt({ seed, channel: dealer, self: mesh.self, last });
    };
    const running: Running = {
      stage: meter.begin,
      beforeLast: () => session.options.beforeLast?.(sessionDigest(session)) ?? Promise.resolve(),
      async engine(declared) {
        const correlations = session.correlations ?? (await dealt());
        const transcript = createTranscript(declared);
        const { self, parties, channels } = mesh;
        const onMask = session.options.onMask;
        const setting = { self, parties, channels, ring: createRing(), correlations, transcript, onMask };
        return { transcript, setting, engine: partyEngine(setting) };
      },
    };
    const result = await Promise.race([work(running), watch.promise]);
    if (!session.correlations) {
      await naming(dealer, dealer.send('done', new Uint8Array(0)));
      await (goodbye ?? naming(dealer, dealer.receive('end')));
    }
    return { result, stages: meter.end() };
  });
}

function sessionDigest({ mesh, plan }: PartySession): Uint8Array {
  const transcripts: Record<string, Json> = {};
  for (const [peer, channel] of mesh.channels) transcripts[peer] = channel.transcript();
  const digest = Buffer.from(planDigest(plan, mesh.session)).toString('hex');
  return sha256(canonicalJson({ plan: digest, session: mesh.session, self: mesh.self, transcripts }));
}

function stageMeter(
  { mesh, options }: PartySession,
  channels: readonly Channel[],
): { begin: (stage: string) => void; end: () => readonly StageTraffic[] } {
  const stages: StageTraffic[] = [];
  const read = (): Omit<StageTraffic, 'stage'> => {
    const all = channels.map((channel) => channel.traffic());
    const sum = (key: 'bytesSent' | 'bytesReceived' | 'messagesSent'): number =>
      all.reduce((total, traffic) => total + traffic[key], 0);
    return {
      ms: options.clock.nowMs(),
      bytesSent: sum('bytesSent'),
      bytesReceived: sum('bytesReceived'),
      messagesSent: sum('messagesSent'),
    };
  };
  let open = { stage: 'agree', ...read() };
  const close = (): void => {
    const now = read();
    stages.push({
      stage: open.stage,
      ms: now.ms - open.ms,
      bytesSent: now.bytesSent - open.bytesSent,
      bytesReceived: now.bytesReceived - open.bytesReceived,
      messagesSent: now.messagesSent - open.messagesSent,
    });
  };
  return {
    begin(stage) {
      close();
      open = { stage, ...read() };
      mesh.progress(stage, 0, 1);
    },
    end() {
      close();
      return stages;
    },
  };
}
