import { setImmediate } from 'node:timers/promises';
import { type Clock, type Random, systemRandom } from '@finharbor/kernel';
import type { Channel, Traffic } from '@finharbor/link';
import { pairedParty } from '../paired/engine.ts';
import { createMaterial } from '../paired/material.ts';
import { meetPair } from '../paired/meet.ts';
import { createRing } from '../ring/ring.ts';
import { planDigest } from '../scorecard/plan.ts';
import type { Correlations } from '../shares/dealt.ts';
import type { Shared } from '../shares/engine.ts';
import { naming } from '../shares/network.ts';
import type { PartySetting } from '../shares/party.ts';
import { agreedColumns } from './agree.ts';
import type { RegressionEngine } from './engine.ts';
import { createKernels } from './kernels.ts';
import { layOutRegression } from './layout.ts';
import { regressionPair } from './paired-engine.ts';
import { readSeriesInPair } from './paired-series.ts';
import { openBit, regressionParty } from './party-engine.ts';
import type { RegressionPlan } from './plan.ts';
import { regressionProgram } from './program.ts';
import type { Regression } from './regression.ts';
import { sigmoidSeries } from './waves.ts';

/** What one phase of a computation without a dealer cost this party. */
export type PhaseCost = { readonly ms: number; readonly bytesSent: number; readonly bytesReceived: number };

/**
 * Making the correlated randomness, and the computation that uses it up. Both go on side by side: `ms` of the making is without what it
 * waited for room or a decision, that of the computation without what it waited for material.
 */
export type PairPhases = { readonly offline: PhaseCost; readonly online: PhaseCost };

/** One party's half of what the dealer of a regression does. */
export type RegressionHalf = {
  readonly correlations: Correlations;
  /** The party's engine with what replaces the dealer. */
  readonly engine: (setting: PartySetting) => RegressionEngine;
  /** Makes material until the program ends; its failure ends the taking of material as well. */
  readonly make: () => Promise<void>;
  readonly phases: (online: Pick<Traffic, 'bytesSent' | 'bytesReceived'>, ms: number) => PairPhases;
};

/** What a half needs. */
export type HalfOptions = {
  readonly plan: RegressionPlan;
  readonly session: string;
  readonly self: string;
  /** A channel of its own to the other party. */
  readonly channel: Channel;
  readonly clock: Clock;
  readonly data: NonNullable<Regression['data']>;
  readonly random?: Random;
};

/** Prepares a half; nothing is sent before `make`. */
export function regressionHalf(options: HalfOptions): RegressionHalf {
  const { channel, self, clock, random = systemRandom } = options;
  const { making, correlations, waitedMs } = createMaterial({ self, seed: random.bytes(32), clock });
  const decisions = createDecisions(clock);
  let ms = 0;
  return {
    correlations,
    engine: (setting) => regressionInPair(setting, { channel, decided: decisions.tell }),
    async make() {
      const from = clock.nowMs();
      try {
        await walk({ ...options, random }, { material: making, decided: decisions.next });
      } catch (error) {
        making.fail(error);
        throw error;
      }
      ms = clock.nowMs() - from - waitedMs().making - decisions.waitedMs();
    },
    phases(online, onlineMs) {
      const { bytesSent, bytesReceived } = channel.traffic();
      return {
        offline: { ms, bytesSent, bytesReceived },
        online: { ...online, ms: onlineMs - waitedMs().taking },
      };
    },
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

type Walk = Pick<Parameters<typeof regressionPair>[0], 'material' | 'decided'>;

async function walk(
  { plan, session, self, channel, data, random }: HalfOptions & { readonly random: Random },
  walked: Walk,
): Promise<void> {
  const layout = layOutRegression(plan, await agreedColumns([channel], { plan, session }));
  const kernels = createKernels();
  const ring = { ...createRing(), multiply: kernels.multiply };
  const purpose = planDigest(plan, session);
  const met = await naming(
    channel,
    meetPair({ channel, parties: plan.parties, self, purpose, random, ring }),
  );
  const engine = regressionPair({ ...met, ...walked, kernels, random });
  const series = sigmoidSeries(plan.centreLogit);
  const around = { stage: () => undefined, beforeLast: () => Promise.resolve() };
  const onChunk = (): Promise<void> => setImmediate();
  const all = { engine, plan, layout, series, data, onChunk };
  await naming(channel, regressionProgram(all, around));
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
