type Waiting<T, R> = {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
};

type Batch<T, R> = {
  /** At most so many at once. */
  readonly most: number;
  /** Of one key only one goes at a time; the others wait for the next batch. */
  readonly keyOf: (item: T) => string;
  readonly work: (items: readonly T[]) => Promise<readonly R[]>;
};

/** Has what arrives while a batch is under way go together in the next one. A batch that fails fails everybody in it. */
export function batched<T, R>({ most, keyOf, work }: Batch<T, R>): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let isWorking = false;
  const workOn = async (): Promise<void> => {
    while (waiting.length > 0) {
      const going = new Map<string, Waiting<T, R>>();
      const staying: Waiting<T, R>[] = [];
      for (const one of waiting) {
        const key = keyOf(one.item);
        if (going.size < most && !going.has(key)) going.set(key, one);
        else staying.push(one);
      }
      waiting = staying;
      const batch = [...going.values()];
      try {
        const results = await work(batch.map(({ item }) => item));
        for (const [at, { resolve }] of batch.entries()) resolve(results[at]!);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isWorking = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isWorking) return;
      isWorking = true;
      // What arrives in the same turn goes along.
      queueMicrotask(() => void workOn());
    });
}
