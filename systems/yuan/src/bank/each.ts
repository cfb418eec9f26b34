/** Does something with each of many, several at once, so that one that fails keeps no other back; then fails as the first of them did. */
export async function withEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  atOnce = 1,
): Promise<void> {
  const failed: unknown[] = [];
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting)
      try {
        await work(item);
      } catch (error) {
        failed.push(error);
      }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  if (failed.length > 0) throw failed[0];
}
