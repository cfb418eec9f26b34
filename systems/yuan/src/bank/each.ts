/** Does something with each of many, so that one that fails keeps no other back; then fails as the first of them did. */
export async function withEach<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const failed: unknown[] = [];
  for (const item of items)
    try {
      await work(item);
    } catch (error) {
      failed.push(error);
    }
  if (failed.length > 0) throw failed[0];
}
