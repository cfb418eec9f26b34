const sampleEveryMs = 100;

/** Notes the resident memory of this process while a job runs, so that its stages can be compared. */
export type StageMemory = {
  readonly enter: (stage: string) => void;
  /** Ends the sampling; the largest resident size seen in each stage, in bytes. */
  readonly end: () => { readonly [stage: string]: number };
};

/** Samples ten times a second and at each change of stage. */
export function stageMemory(): StageMemory {
  const peaks = new Map<string, number>();
  let stage = 'meet';
  const sample = (): void => {
    peaks.set(stage, Math.max(peaks.get(stage) ?? 0, process.memoryUsage.rss()));
  };
  const timer = setInterval(sample, sampleEveryMs);
  timer.unref();
  return {
    enter(next) {
      sample();
      stage = next;
      sample();
    },
    end() {
      clearInterval(timer);
      sample();
      return Object.fromEntries(peaks);
    },
  };
}
