type Asked<K, V> = {
  readonly key: K;
  readonly resolve: (value: V | undefined) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Has questions that are asked while a read is under way answered together by the next one. An answer always comes of a read that began
 * after it was asked for, so it is as fresh as one of its own, and nothing has to be told when rows change. A key there is nothing of is
 * answered with undefined; a read that fails fails everybody who waited for it.
 */
export function gathered<K, V>(
  read: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (key: K) => Promise<V | undefined> {
  let waiting: Asked<K, V>[] = [];
  let isReading = false;
  const readOn = async (): Promise<void> => {
    while (waiting.length > 0) {
      const asked = waiting;
      waiting = [];
      try {
        const found = await read([...new Set(asked.map(({ key }) => key))]);
        for (const { key, resolve } of asked) resolve(found.get(key));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    isReading = false;
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (isReading) return;
      isReading = true;
      // What is asked for in the same turn goes along.
      queueMicrotask(() => void readOn());
    });
}
