type Waiting<T, R> = {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
};

type Batch<T, R> = {
  /** At most so many at once. */
  readonly most: number;
  /** So many batches at once. */
  readonly lanes: number;
  /** Of one key only one goes at a time; the others wait. */
  readonly keyOf: (item: T) => string;
  readonly work: (items: readonly T[]) => Promise<readonly R[]>;
};

/**
 * Has what arrives while batches are under way go together in the next one. Where none is, what waits is divided among the lanes, so that
 * one is made ready here while another is with the database. A batch that fails fails everybody in it.
 */
export function batched<T, R>({ most, lanes, keyOf, work }: Batch<T, R>): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  const going = new Set<string>();
  let busy = 0;
  let isCalled = false;
  const take = (): readonly Waiting<T, R>[] => {
    const share = Math.min(most, Math.ceil(waiting.length / (lanes - busy)));
    const taken: Waiting<T, R>[] = [];
    const staying: Waiting<T, R>[] = [];
    for (const one of waiting) {
      const key = keyOf(one.item);
      if (taken.length < share && !going.has(key)) {
        going.add(key);
        taken.push(one);
      } else staying.push(one);
    }
    waiting = staying;
    return taken;
  };
  const begin = (): void => {
    isCalled = false;
    while (busy < lanes && waiting.length > 0) {
      const batch = take();
      if (batch.length === 0) return;
      busy += 1;
      void goThrough(batch);
    }
  };
  const call = (): void => {
    if (isCalled) return;
    isCalled = true;
    // What arrives in the same turn goes along.
    queueMicrotask(begin);
  };
  const goThrough = async (batch: readonly Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await work(batch.map(({ item }) => item));
      for (const [at, { resolve }] of batch.entries()) resolve(results[at]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    for (const { item } of batch) going.delete(keyOf(item));
    busy -= 1;
    if (waiting.length > 0) call();
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      call();
    });
}
