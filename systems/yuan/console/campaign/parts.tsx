import { Badge, clock, type Tone, useFormat, useText } from '@finharbor/ui';
import type { CampaignCourse, CampaignView } from '@finharbor/yuan/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { yuanOf } from '../amounts.ts';
import { yuan } from '../api.ts';

/** The id in the address. */
export function useId(): string {
  return (useParams({ strict: false }) as { readonly id?: string }).id ?? '';
}

/** A campaign and how it goes; `aheadMs` is how far the server's clock is ahead of this machine's. */
export type Course = CampaignCourse & { readonly aheadMs: number };

/** Reads a campaign again and again, every second while something is about to happen. */
export function useCourse(id: string): UseQueryResult<Course> {
  return useQuery({
    queryKey: ['yuan', 'campaign', id],
    queryFn: async ({ signal }) => {
      const { body } = await yuan.getCampaign({ params: { id }, signal });
      return { ...body, aheadMs: body.nowMs - clock.nowMs() };
    },
    refetchInterval: ({ state: { data } }) => (data?.campaign.hasEnded ? false : 3_000),
  });
}

/** Writes fen as yuan. */
export function useFen(): (fen: bigint) => string {
  const { money } = useFormat();
  return (fen) => money(yuanOf(fen), 'CNY');
}

const tones: Readonly<Record<CampaignView['state'], Tone>> = {
  draft: 'neutral',
  committed: 'neutral',
  open: 'good',
  closed: 'accent',
  drawn: 'accent',
  over: 'neutral',
  void: 'bad',
};

/** How a campaign stands, in a word. */
export function StateBadge({ campaign }: { readonly campaign: CampaignView }): ReactElement {
  const text = useText('yuanCampaigns');
  return <Badge tone={tones[campaign.state]}>{text(`state.${campaign.state}`)}</Badge>;
}

/** The server's moment, second by second. */
export function useServerNow(aheadMs: number): number {
  const [nowMs, setNow] = useState(() => clock.nowMs() + aheadMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.nowMs() + aheadMs), 250);
    return () => clearInterval(timer);
  }, [aheadMs]);
  return nowMs;
}

/** Counts down to a moment of the server's clock. */
export function Countdown({
  toMs,
  aheadMs,
}: {
  readonly toMs: number;
  readonly aheadMs: number;
}): ReactElement {
  const leftS = Math.max(0, Math.ceil((toMs - useServerNow(aheadMs)) / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [days, hours] = [Math.floor(leftS / 86_400), Math.floor(leftS / 3_600) % 24];
  const clockText = `${two(hours)}:${two(Math.floor(leftS / 60) % 60)}:${two(leftS % 60)}`;
  const text = useText('yuanCampaigns');
  return (
    <p role="timer" className="my-2 text-center font-semibold text-4xl tabular-nums">
      {days > 0 && `${text('days', { count: days })} `}
      {clockText}
    </p>
  );
}
