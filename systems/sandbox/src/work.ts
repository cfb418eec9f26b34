import { repeat } from '@finharbor/kernel';
import type { SandboxContext } from './context.ts';
import { tellFollowers } from './follow/tell.ts';
import { remindOfReports } from './notices/remind.ts';

/** Something the pilot does by itself again and again; what one turn leaves undone the next one finishes. */
type Chore = {
  /** What an operator is told where it fails. */
  readonly event: string;
  readonly everyMs: number;
  readonly work: (ctx: SandboxContext) => Promise<void>;
};

const chores: readonly Chore[] = [
  { event: 'pilot.followers_not_told', everyMs: 15_000, work: tellFollowers },
  { event: 'pilot.reports_not_reminded', everyMs: 60_000, work: remindOfReports },
];

type Working = {
  readonly note: (event: string, facts: Readonly<Record<string, string>>, error: unknown) => void;
  readonly signal: AbortSignal;
};

/** Does what the pilot does by itself until the signal fires; never rejects. */
export async function keepPiloting(ctx: SandboxContext, { note, signal }: Working): Promise<void> {
  await Promise.all(
    chores.map(({ event, everyMs, work }) =>
      repeat(() => work(ctx), { everyMs, signal, onFault: (error) => note(event, {}, error) }),
    ),
  );
}
