import type { LifeView } from '@finharbor/harbor/contract';
import { EmptyState, TextLink, useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { layersOf } from './layers.ts';

type Lineage = LifeView['lineage'];

const [across, down, width, height] = [230, 70, 190, 44];

/** What a version came of, and what came of it: a picture, and the same in words. */
export function LineageView({
  lineage,
  version,
}: {
  readonly lineage: Lineage;
  readonly version: string;
}): ReactElement {
  const text = useText('life');
  const say = useBilingual();
  const titleOf = (id: string): string => {
    const product = lineage.products.find((one) => one.id === id);
    return product ? say(product.title) : id.slice(0, 8);
  };
  if (lineage.edges.length === 0) return <EmptyState title={text('lineage.none')} />;
  return (
    <>
      <p className="mb-3 max-w-prose text-quiet">{text('lineage.lead')}</p>
      <Picture lineage={lineage} version={version} titleOf={titleOf} />
      <ul className="list-disc ps-5">
        {lineage.edges.map(({ from, to, how }) => (
          <li key={`${from}${to}`}>
            <TextLink href={`/app/catalogue/${to}`}>{titleOf(to)}</TextLink> {text(`lineage.how.${how}`)}{' '}
            <TextLink href={`/app/catalogue/${from}`}>{titleOf(from)}</TextLink>
          </li>
        ))}
      </ul>
    </>
  );
}

type PictureProps = {
  readonly lineage: Lineage;
  readonly version: string;
  readonly titleOf: (id: string) => string;
};

function Picture({ lineage: { products, edges }, version, titleOf }: PictureProps): ReactElement {
  const text = useText('life');
  const layers = layersOf(
    products.map(({ id }) => id),
    edges,
  );
  const places = new Map(
    layers.flatMap((ids, x) => ids.map((id, y) => [id, { x: x * across, y: y * down }])),
  );
  const tallest = Math.max(...layers.map((ids) => ids.length));
  const box = `-2 -2 ${(layers.length - 1) * across + width + 4} ${(tallest - 1) * down + height + 4}`;
  return (
    <div className="mb-4 overflow-x-auto" role="img" aria-label={text('lineage.picture')}>
      <svg viewBox={box} className="h-auto w-full min-w-96 max-w-2xl" aria-hidden="true">
        {edges.map(({ from, to }) => {
          const [a, b] = [places.get(from)!, places.get(to)!];
          return (
            <line
              key={`${from}${to}`}
              className="stroke-edge"
              strokeWidth="2"
              x1={a.x + width}
              y1={a.y + height / 2}
              x2={b.x}
              y2={b.y + height / 2}
            />
          );
        })}
        {[...places].map(([id, { x, y }]) => (
          <g key={id}>
            <rect
              className={id === version ? 'fill-accent-soft stroke-accent' : 'fill-ground stroke-edge'}
              x={x}
              y={y}
              width={width}
              height={height}
              rx="6"
            />
            <text className="fill-ink" x={x + 10} y={y + height / 2 + 5} fontSize="14">
              {shortened(titleOf(id))}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

const [widest, wide] = [24, 12];

/** A title as far as it fits; Han characters are twice as wide. */
function shortened(title: string): string {
  const most = /[一-鿿]/.test(title) ? wide : widest;
  return title.length <= most ? title : `${title.slice(0, most - 1)}…`;
}
