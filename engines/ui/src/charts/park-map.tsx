import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import { useFormat } from '../format/use-format.ts';
import { useText } from '../i18n/hooks.ts';
import { ChartFrame } from './frame.tsx';

/** A park: its outline on a drawing of no scale, corner by corner, and the value that is shown of it. */
export type Park = {
  readonly id: string;
  readonly name: string;
  readonly outline: readonly (readonly [x: number, y: number])[];
  readonly value: number;
};

type MapProps = {
  readonly caption: string;
  /** What a person who cannot see the picture should know of it. */
  readonly summary: string;
  readonly parkLabel: string;
  readonly valueLabel: string;
  readonly parks: readonly Park[];
  readonly digits?: number;
};

/**
 * A schematic map of parks, the fuller the colour the higher the value, which is written there too. It is no map of a country: where
 * parks lie to each other is all it shows. Arrow keys go from park to park.
 */
export function ParkMap({
  caption,
  summary,
  parkLabel,
  valueLabel,
  parks,
  digits = 0,
}: MapProps): ReactElement {
  const { number } = useFormat();
  const rows = parks.map(({ name, value }) => [name, number(value, digits)]);
  return (
    <ChartFrame caption={caption} summary={summary} table={{ head: [parkLabel, valueLabel], rows }}>
      <Drawing label={`${caption}: ${valueLabel}`} parks={parks} digits={digits} />
    </ChartFrame>
  );
}

const margin = 2;
const textPx = 13;

type DrawingProps = Pick<MapProps, 'parks'> & { readonly label: string; readonly digits: number };

function Drawing({ label, parks, digits }: DrawingProps): ReactElement {
  const text = useText('ui');
  const { number } = useFormat();
  const [at, setAt] = useState(0);
  const chosen = parks[at];
  const [picture, unitsPerPx] = useScale(parks);
  const list = useRef<SVGSVGElement>(null);
  const { left, top, width, height } = boundsOf(parks);
  const most = Math.max(...parks.map(({ value }) => value), Number.MIN_VALUE);
  const go = (to: number): void => {
    const next = (to + parks.length) % parks.length;
    setAt(next);
    list.current?.querySelectorAll<SVGGElement>('[role=option]')[next]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: -1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  return (
    <div ref={picture} className="mx-auto max-w-2xl">
      <svg
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its parts are chosen from by keyboard
        role="listbox"
        aria-label={label}
        viewBox={`${left - margin} ${top - margin} ${width + 2 * margin} ${height + 2 * margin}`}
        className="w-full"
        onKeyDown={onKeyDown}
      >
        {parks.map((park, place) => (
          <Shape
            key={park.id}
            park={park}
            share={Math.max(0, park.value / most)}
            fontSize={textPx * unitsPerPx}
            valueText={number(park.value, digits)}
            isChosen={place === at}
            onChoose={() => go(place)}
            onFocus={() => setAt(place)}
          />
        ))}
        {chosen && (
          <polygon
            points={pointsOf(chosen.outline)}
            className="pointer-events-none fill-none stroke-[3px] stroke-ink [vector-effect:non-scaling-stroke]"
          />
        )}
      </svg>
      <p aria-hidden="true" className="text-center text-sm">
        {chosen && (
          <>
            {text('chart.chosen')} <strong translate="no">{chosen.name}</strong>{' '}
            {number(chosen.value, digits)}
          </>
        )}
      </p>
    </div>
  );
}

type ShapeProps = {
  readonly park: Park;
  /** Of the highest value, between 0 and 1. */
  readonly share: number;
  readonly fontSize: number;
  readonly valueText: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onFocus: () => void;
};

function Shape({ park, share, fontSize, valueText, isChosen, onChoose, onFocus }: ShapeProps): ReactElement {
  const { name, outline } = park;
  const [x, y] = centreOf(outline);
  return (
    <g
      role="option"
      aria-selected={isChosen}
      aria-label={`${name} ${valueText}`}
      tabIndex={isChosen ? 0 : -1}
      className="cursor-pointer"
      onFocus={onFocus}
      onClick={onChoose}
    >
      <polygon
        points={pointsOf(outline)}
        className="fill-accent stroke-2 stroke-surface [vector-effect:non-scaling-stroke]"
        fillOpacity={0.08 + 0.22 * share}
      />
      <text x={x} y={y} fontSize={fontSize} textAnchor="middle" className="pointer-events-none fill-ink">
        <tspan className="max-sm:hidden">{name}</tspan>{' '}
        <tspan x={x} dy="1.3em" className="font-semibold">
          {valueText}
        </tspan>
      </text>
    </g>
  );
}

function pointsOf(outline: Park['outline']): string {
  return outline.map((corner) => corner.join()).join(' ');
}

/** How many units of the drawing a pixel is: text has one size however wide the drawing is. */
function useScale(parks: readonly Park[]): readonly [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [widthPx, setWidth] = useState(640);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(1, entry!.contentRect.width)));
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);
  return [box, (boundsOf(parks).width + 2 * margin) / widthPx];
}

function boundsOf(parks: readonly Park[]): {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
} {
  const corners = parks.flatMap(({ outline }) => outline);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

function centreOf(outline: Park['outline']): readonly [x: number, y: number] {
  const sum = (part: 0 | 1): number => outline.reduce((total, corner) => total + corner[part], 0);
  return [sum(0) / outline.length, sum(1) / outline.length];
}
