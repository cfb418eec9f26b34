import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BenchContext } from './context.ts';

/** Seconds of 2^20 identifiers a side, and megabytes both ways. */
export type VolepsiFigures = Readonly<
  Record<'volepsi_1m_s' | 'volepsi_1m_mb' | 'volepsi_1m_semi_honest_s' | 'volepsi_1m_semi_honest_mb', number>
>;

const variable = 'FINHARBOR_VOLEPSI';

/**
 * Visa's volePSI beside us, where `FINHARBOR_VOLEPSI` names its `frontend` (commit ec76012 was used, whose README says how it is built). It is
 * its own benchmark with one thread: both parties in one process over memory, identifiers of 16 random bytes already, no result
 * looked at. Ours reads strings, is two processes on sockets, and checks what comes out.
 */
export async function volepsi(context: BenchContext, runs: number): Promise<VolepsiFigures | undefined> {
  const frontend = process.env[variable];
  if (frontend === undefined) {
    context.note(`volePSI was not measured: ${variable} names no program.`);
    return undefined;
  }
  const malicious = await measured(context, { frontend, runs, adversary: 'malicious' });
  const semiHonest = await measured(context, { frontend, runs, adversary: 'semi-honest' });
  return {
    volepsi_1m_s: malicious.seconds,
    volepsi_1m_mb: malicious.megabytes,
    volepsi_1m_semi_honest_s: semiHonest.seconds,
    volepsi_1m_semi_honest_mb: semiHonest.megabytes,
  };
}

type Peer = {
  readonly frontend: string;
  readonly runs: number;
  readonly adversary: 'malicious' | 'semi-honest';
};

async function measured(
  { signal, measure }: BenchContext,
  { frontend, runs, adversary }: Peer,
): Promise<{ readonly seconds: number; readonly megabytes: number }> {
  const settings = ['-perf', '-psi', '-nn', '20', '-nt', '1', '-v'];
  let megabytes = 0;
  const seconds = await measure({ name: `volePSI ${adversary} 1048576`, unit: 's' }, runs, async () => {
    const args = adversary === 'malicious' ? [...settings, '-malicious'] : settings;
    const { stdout } = await promisify(execFile)(frontend, args, { signal });
    const [, ms] = /^end +([\d.]+)/m.exec(stdout) ?? [];
    const [, there, back] = /^(\d+) (\d+)$/m.exec(stdout) ?? [];
    if (ms === undefined) throw new Error(`${frontend} printed no time: ${stdout}`);
    megabytes = Math.round((Number(there) + Number(back)) / 10_000) / 100;
    return Number(ms) / 1000;
  });
  return { seconds, megabytes };
}
