import { type Clock, type Random, systemRandom } from '@finharbor/kernel';
import type { Channel, Traffic } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { pairedParty } from '../paired/engine.ts';
import { createMaterial } from '../paired/material.ts';
import { meetPair } from '../paired/meet.ts';
import { createRing } from '../ring/ring.ts';
import type { Correlations } from '../shares/dealt.ts';
import type { Shared } from '../shares/engine.ts';
import { naming } from '../shares/network.ts';
import type { PartySetting } from '../shares/party.ts';
import type { RegressionEngine } from './engine.ts';
import { createKernels } from './kernels.ts';
import { regressionPair } from './paired-engine.ts';
import { readSeriesInPair } from './paired-series.ts';
import { openBit, regressionParty } from './party-engine.ts';

/** What one phase of a computation without a dealer cost this party. */
export type PhaseCost = { readonly ms: number; readonly bytesSent: number; readonly bytesReceived: number };

/**
 * Making the correlated randomness, and the computation that uses it up. Both go on side by side: `ms` of the making is without what it
 * waited for room or a decision, that of the computation without what it waited for material.
 */
export type PairPhases = { readonly offline: PhaseCost; readonly online: PhaseCost };

/** One party's half of what the dealer of a computation on the regression's engine does. */
export type PairHalf = {
  readonly correlations: Correlations;
  /** The party's engine with what replaces the dealer. */
  readonly engine: (setting: PartySetting) => RegressionEngine;
  /** Makes material until the program ends; its failure ends the taking of material as well. */
  readonly make: (walk: PairWalk) => Promise<void>;
  readonly phases: (mesh: Mesh, ms: number) => PairPhases;
};

/** What the two halves walk: what they meet for, and the program. */
export type PairWalk = {
  /** The digest of plan and session. */
  readonly purpose: Uint8Array;
  /** Hears what the other half was told, before anything is made. */
  readonly agree: (roster: readonly Channel[]) => Promise<unknown>;
  readonly program: (engine: RegressionEngine) => Promise<unknown>;
};

/** What goes on around the program that a half walks: its party tells stages and awaits what is due before the results. */
export const unseen: { stage: () => void; beforeLast: () => Promise<void> } = {
  stage: () => undefined,
  beforeLast: () => Promise.resolve(),
};

/** What a half needs. */
export type HalfOptions = {
  readonly parties: readonly string[];
  readonly self: string;
  /** A channel of its own to the other party. */
  readonly channel: Channel;
  readonly clock: Clock;
  readonly random?: Random;
};

/** Prepares a half; nothing is sent before `make`. */
export function pairHalf(options: HalfOptions): PairHalf {
  const { channel, self, clock, random = systemRandom } = options;
  const { making, correlations, waitedMs } = createMaterial({ self, seed: random.bytes(32), clock });
  const decisions = createDecisions(clock);
  let ms = 0;
  return {
    correlations,
    engine: (setting) => regressionInPair(setting, { channel, decided: decisions.tell }),
    async make(walk) {
      const from = clock.nowMs();
      try {
        await walked({ ...options, random }, walk, { material: making, decided: decisions.next });
      } catch (error) {
        making.fail(error);
        throw error;
      }
      ms = clock.nowMs() - from - waitedMs().making - decisions.waitedMs();
    },
    phases(mesh, onlineMs) {
      const { bytesSent, bytesReceived } = channel.traffic();
      return {
        offline: { ms, bytesSent, bytesReceived },
        online: { ...trafficOf(mesh), ms: onlineMs - waitedMs().taking },
      };
    },
  };
}

function trafficOf({ channels }: Mesh): Pick<Traffic, 'bytesSent' | 'bytesReceived'> {
  const all = [...channels.values()].map((channel) => channel.traffic());
  return {
    bytesSent: all.reduce((sum, { bytesSent }) => sum + bytesSent, 0),
    bytesReceived: all.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0),
  };
}

type Party = { readonly channel: Channel; readonly decided: (decision: boolean) => void };

function regressionInPair(setting: PartySetting, { channel, decided }: Party): RegressionEngine {
  const kernels = createKernels();
  return {
    ...regressionParty(setting, channel),
    input: pairedParty(setting).input,
    readSeries: (label, of) => readSeriesInPair({ ...setting, kernels }, label, of),
    async decide(label, bit: Shared) {
      const decision = await openBit(setting, label, bit);
      decided(decision);
      return decision;
    },
  };
}

async function walked(
  { parties, self, channel, random }: HalfOptions & { readonly random: Random },
  { purpose, agree, program }: PairWalk,
  given: Pick<Parameters<typeof regressionPair>[0], 'material' | 'decided'>,
): Promise<void> {
  await agree([channel]);
  const kernels = createKernels();
  const ring = { ...createRing(), multiply: kernels.multiply };
  const met = await naming(channel, meetPair({ channel, parties, self, purpose, random, ring }));
  await naming(channel, program(regressionPair({ ...met, ...given, kernels, random })));
}

/** The party's decisions, in order, for its half. */
function createDecisions(clock: Clock): {
  readonly tell: (decision: boolean) => void;
  readonly next: () => Promise<boolean>;
  readonly waitedMs: () => number;
} {
  const told: boolean[] = [];
  let wake: (() => void) | undefined;
  let waited = 0;
  return {
    tell(decision) {
      told.push(decision);
      wake?.();
    },
    async next() {
      const from = clock.nowMs();
      while (told.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      waited += clock.nowMs() - from;
      return told.shift()!;
    },
    waitedMs: () => waited,
  };
}
