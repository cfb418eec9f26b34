import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, FinharborError, systemClock } from '@finharbor/kernel';
import { type ChildSpec, type Run, runChild } from './run-child.ts';

/** How often a crashed child is started again. */
export type RestartPolicy = {
  /** More crashes than this within `windowMs`, and the supervisor gives up. */
  readonly limit: number;
  readonly windowMs: number;
  /** Before the first restart; doubled for each further crash in the window. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
};

/** What a supervisor is made with. */
export type SupervisorOptions = {
  /** Gets each line a person should see. */
  readonly log: (line: string) => void;
  /** Where children's output goes, a file each. */
  readonly logDirectory: string;
  readonly restarts?: RestartPolicy;
  readonly clock?: Clock;
};

/** Starts, watches and stops the processes of one harbor. */
export type Supervisor = {
  /**
   * Starts a child and resolves with its address when it is ready. From then on a crash is answered by a restart.
   * Errors: the child's own fault, or `supervisor.child_failed` with its last lines; then it is not started again.
   */
  start(child: ChildSpec): Promise<{ readonly url: string }>;
  /** Stops all, the one started last first; each gets ten seconds. */
  stop(): Promise<void>;
  /** Kills all at once. */
  kill(): void;
  /** Resolves when a child has crashed too often; the others still run. */
  readonly gaveUp: Promise<FinharborError>;
  /** The processes now alive, by name. */
  pids(): ReadonlyMap<string, number>;
};

/** The policy when none is given: five restarts a minute, after 0.25 s to 8 s. */
export const defaultRestarts: RestartPolicy = {
  limit: 5,
  windowMs: 60_000,
  firstDelayMs: 250,
  maxDelayMs: 8_000,
};

type Watched = { readonly spec: ChildSpec; run: Run; readonly crashesMs: number[] };

/** Makes a supervisor with no children yet. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { log, logDirectory } = options;
  mkdirSync(logDirectory, { recursive: true });
  const children = new Map<string, Watched>();
  const stopping = new AbortController();
  const gaveUp = Promise.withResolvers<FinharborError>();
  const launch = (spec: ChildSpec): Run => runChild(spec, logDirectory, log);

  const watch = async (child: Watched): Promise<void> => {
    for (;;) {
      const how = await child.run.ended;
      if (stopping.signal.aborted) return;
      const waitMs = backOff(child, options);
      if (waitMs === undefined) return gaveUp.resolve(giveUp(child.spec, how, options));
      log(`${child.spec.name} crashed (${how}); starting it again in ${waitMs / 1000} s …`);
      await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      child.run = launch(child.spec);
      child.run.ready.then(
        (url) => log(`${child.spec.name} is back on ${url}.`),
        (error: FinharborError) => log(error.publicMessage),
      );
    }
  };

  return {
    async start(spec): Promise<{ readonly url: string }> {
      if (children.has(spec.name)) throw new Error(`There is already a child named ${spec.name}.`);
      stopping.signal.throwIfAborted();
      const child: Watched = { spec, run: launch(spec), crashesMs: [] };
      children.set(spec.name, child);
      try {
        const url = await child.run.ready;
        void watch(child);
        return { url };
      } catch (error) {
        await child.run.stop();
        children.delete(spec.name);
        throw error;
      }
    },
    async stop(): Promise<void> {
      stopping.abort();
      for (const { run } of [...children.values()].reverse()) await run.stop();
    },
    kill(): void {
      stopping.abort();
      for (const { run } of children.values()) run.kill();
    },
    gaveUp: gaveUp.promise,
    pids: () => new Map([...children].map(([name, { run }]) => [name, run.pid ?? 0])),
  };
}

// How long to wait before the next life, or nothing when there have been too many.
function backOff(child: Watched, options: SupervisorOptions): number | undefined {
  const policy = options.restarts ?? defaultRestarts;
  const nowMs = (options.clock ?? systemClock).nowMs();
  child.crashesMs.push(nowMs);
  const recent = child.crashesMs.filter((atMs) => atMs > nowMs - policy.windowMs);
  child.crashesMs.splice(0, child.crashesMs.length, ...recent);
  if (recent.length > policy.limit) return undefined;
  return Math.min(policy.firstDelayMs * 2 ** (recent.length - 1), policy.maxDelayMs);
}

function giveUp(spec: ChildSpec, how: string, options: SupervisorOptions): FinharborError {
  const { limit, windowMs } = options.restarts ?? defaultRestarts;
  return new FinharborError({
    code: 'supervisor.gave_up',
    publicMessage: `${spec.name} crashed more than ${limit} times in ${windowMs / 1000} s (the last time with ${how}) and is not started again. See ${options.logDirectory}/${spec.name}.log.`,
  });
}
