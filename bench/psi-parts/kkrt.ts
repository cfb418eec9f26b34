const million = 2 ** 20;
const tenMillion = 10_000_000;

/** Median seconds of some runs of one size, bytes of a run on the wire, and the most memory a party has held so far. */
type Measured = { readonly seconds: number; readonly megabytes: number; readonly peakMb: number };

/** Strings in, rows out: seconds, megabytes both ways, gigabytes of memory at the party that takes more. */
export type KkrtFigures = Readonly<
  Record<'kkrt_1m_s' | 'kkrt_1m_mb' | 'kkrt_10m_s' | 'kkrt_10m_mb' | 'kkrt_10m_gb', number>
>;

/** KKRT16 at two sizes; the larger one last, for memory is counted from the parties' start. */
export async function kkrtFigures(
  runs: number,
  measure: (count: number, runs: number) => Promise<Measured>,
): Promise<KkrtFigures> {
  const small = await measure(million, runs);
  const large = await measure(tenMillion, runs);
  return {
    kkrt_1m_s: small.seconds,
    kkrt_1m_mb: small.megabytes,
    kkrt_10m_s: large.seconds,
    kkrt_10m_mb: large.megabytes,
    kkrt_10m_gb: Math.round(large.peakMb / 10) / 100,
  };
}
