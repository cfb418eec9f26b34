type Asked<K, V> = {
  readonly key: K;
  readonly resolve: (value: V | undefined) => void;
  readonly reject: (error: unknown) => void;
};

/** Reads under way at once, and most keys of each: what is answered together is also worked on together, and others wait for it. */
const lanes = 4;
const mostAtOnce = 50;

/**
 * Has questions that are asked while enough reads are under way answered together by the next one. An answer always comes of a read that
 * began after it was asked for, so it is as fresh as one of its own, and nothing has to be told when rows change. A key there is nothing
 * of is answered with undefined; a read that fails fails everybody who waited for it.
 */
export function gathered<K, V>(
  read: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (key: K) => Promise<V | undefined> {
  const waiting: Asked<K, V>[] = [];
  let reading = 0;
  let isStarting = false;
  const next = async (): Promise<void> => {
    const asked = waiting.splice(0, mostAtOnce);
    try {
      const found = await read([...new Set(asked.map(({ key }) => key))]);
      for (const { key, resolve } of asked) resolve(found.get(key));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
    reading -= 1;
    start();
  };
  const start = (): void => {
    isStarting = false;
    while (waiting.length > 0 && reading < lanes) {
      reading += 1;
      void next();
    }
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (isStarting || reading >= lanes) return;
      isStarting = true;
      // What is asked for in the same turn goes along.
      queueMicrotask(start);
    });
}
