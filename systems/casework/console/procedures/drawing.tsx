import {
  type Drawable,
  lineHeight,
  type Scene,
  sceneOf,
  type Words,
  widthOf,
} from '@finharbor/cases/drawing';
import { useBilingual, useLanguage } from '@finharbor/ui';
import { type ReactElement, useId, useMemo } from 'react';

type DrawingProps = {
  readonly procedure: Drawable;
  /** The state in which a case is. */
  readonly at?: string;
};

/** A procedure as a picture: states, steps with who takes them, terms. What is in it stands in tables, too. */
export function Drawing({ procedure, at }: DrawingProps): ReactElement {
  const { language } = useLanguage();
  const say = useBilingual();
  const tip = useId();
  const scene = useMemo(() => sceneOf(procedure, language === 'zh-CN' ? 'zh' : 'en'), [procedure, language]);
  const { width, height } = scene;
  return (
    // A definition brings its words in both languages.
    <figure translate="no" className="mb-5 overflow-x-auto rounded-lg border border-line bg-surface p-2">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} fontSize="14" role="img">
        <title>{say(procedure.title)}</title>
        <defs>
          <marker
            id={tip}
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path d="M0 0L10 5L0 10z" className="fill-quiet" />
          </marker>
        </defs>
        <Arrows scene={scene} tip={tip} />
        <Boxes scene={scene} {...(at !== undefined && { at })} />
        {scene.arrows.map(({ label }) => (
          <Label key={`${label.at.x} ${label.at.y} ${label.lines[0]}`} label={label} />
        ))}
      </svg>
      <figcaption className="text-quiet text-sm">
        {scene.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </figcaption>
    </figure>
  );
}

function Arrows({ scene, tip }: { readonly scene: Scene; readonly tip: string }): ReactElement {
  return (
    <>
      {scene.arrows.map(({ path, label, isClock }) => (
        <path
          key={`${label.at.x} ${label.at.y} ${label.lines[0]}`}
          d={`M${path.map(({ x, y }) => `${x} ${y}`).join('L')}`}
          className="fill-none stroke-quiet"
          {...(isClock && { strokeDasharray: '5 4' })}
          markerEnd={`url(#${tip})`}
        />
      ))}
    </>
  );
}

function Boxes({ scene, at }: { readonly scene: Scene; readonly at?: string }): ReactElement {
  return (
    <>
      {scene.boxes.map(({ name, at: { x, y }, width, height, kind, lines }) => (
        <g key={name} {...(name === at && { 'aria-current': 'step' as const })}>
          <rect
            x={x - width / 2}
            y={y - height / 2}
            width={width}
            height={height}
            rx={kind === 'start' ? height / 2 : 6}
            className={`${kind === 'end' ? 'fill-sunken' : 'fill-surface'} ${name === at ? 'stroke-accent' : 'stroke-edge'}`}
            strokeWidth={name === at ? 3 : 1}
          />
          <Lines words={{ at: { x, y }, lines }} className="fill-ink" />
        </g>
      ))}
    </>
  );
}

/** A label on its arrow, which does not shine through. */
function Label({ label }: { readonly label: Words }): ReactElement {
  const width = Math.max(...label.lines.map(widthOf)) + 6;
  const height = label.lines.length * lineHeight;
  return (
    <g>
      <rect
        x={label.at.x - width / 2}
        y={label.at.y - height / 2}
        width={width}
        height={height}
        className="fill-surface"
      />
      <Lines words={label} className="fill-quiet" />
    </g>
  );
}

function Lines({ words, className }: { readonly words: Words; readonly className: string }): ReactElement {
  const { at, lines } = words;
  const top = at.y - ((lines.length - 1) * lineHeight) / 2;
  return (
    <>
      {lines.map((line, nth) => (
        <text
          key={line}
          x={at.x}
          y={top + nth * lineHeight}
          textAnchor="middle"
          dominantBaseline="central"
          className={className}
        >
          {line}
        </text>
      ))}
    </>
  );
}
