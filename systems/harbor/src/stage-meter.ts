import type { Clock } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';

/** What a stage took, and what went over all its channels meanwhile. */
export type MeteredStage = {
  readonly stage: string;
  readonly ms: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
};

/** Takes the time and the traffic of stages that follow each other; entering a stage ends the one before. */
export function stageMeter(
  clock: Clock,
  channels: readonly Channel[],
): { readonly enter: (stage: string) => void; readonly end: () => readonly MeteredStage[] } {
  const stages: MeteredStage[] = [];
  let open: MeteredStage | undefined;
  const now = (): Omit<MeteredStage, 'stage'> => {
    const traffic = channels.map((channel) => channel.traffic());
    return {
      ms: clock.nowMs(),
      bytesSent: traffic.reduce((sum, { bytesSent }) => sum + bytesSent, 0),
      bytesReceived: traffic.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0),
    };
  };
  const close = (): void => {
    if (!open) return;
    const { ms, bytesSent, bytesReceived } = now();
    stages.push({
      stage: open.stage,
      ms: ms - open.ms,
      bytesSent: bytesSent - open.bytesSent,
      bytesReceived: bytesReceived - open.bytesReceived,
    });
  };
  return {
    enter(stage) {
      if (stage === open?.stage) return;
      close();
      open = { stage, ...now() };
    },
    end() {
      close();
      open = undefined;
      return stages;
    },
  };
}
