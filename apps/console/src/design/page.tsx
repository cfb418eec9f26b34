import { PageHeader, Section, TextLink, useText } from '@finharbor/ui';
import { type ComponentType, type ReactElement, useEffect } from 'react';
import { Buttons } from './sections/buttons.tsx';
import { Charts } from './sections/charts.tsx';
import { Choices } from './sections/choices.tsx';
import { Colours } from './sections/colours.tsx';
import { Computing } from './sections/computing.tsx';
import { Data } from './sections/data.tsx';
import { Fields } from './sections/fields.tsx';
import { Formats } from './sections/formats.tsx';
import { Forms } from './sections/forms.tsx';
import { Frame } from './sections/frame.tsx';
import { Icons } from './sections/icons.tsx';
import { Notices } from './sections/notices.tsx';
import { Overlays } from './sections/overlays.tsx';
import { Palette } from './sections/palette.tsx';
import { Progress } from './sections/progress.tsx';
import { States } from './sections/states.tsx';
import { Tables } from './sections/tables.tsx';
import { Type } from './sections/type.tsx';

const sections: Readonly<Record<string, ComponentType>> = {
  colours: Colours,
  type: Type,
  icons: Icons,
  buttons: Buttons,
  fields: Fields,
  choices: Choices,
  forms: Forms,
  tables: Tables,
  data: Data,
  progress: Progress,
  states: States,
  notices: Notices,
  overlays: Overlays,
  formats: Formats,
  charts: Charts,
  computing: Computing,
  frame: Frame,
  palette: Palette,
};

/** Every component in every state. */
export function Screen(): ReactElement {
  const text = useText('design');
  // The address may have named a section before this page was there.
  useEffect(() => document.getElementById(location.hash.slice(1))?.scrollIntoView(), []);
  const ids = Object.keys(sections);
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <nav aria-label={text('contents')} className="mb-8">
        <ul className="flex flex-wrap gap-x-4 gap-y-2.5">
          {ids.map((id) => (
            <li key={id}>
              <TextLink href={`/app/design#${id}`}>{text(`section.${id}`)}</TextLink>
            </li>
          ))}
        </ul>
      </nav>
      {Object.entries(sections).map(([id, Content]) => (
        <Section key={id} id={id} title={text(`section.${id}`)}>
          <Content />
        </Section>
      ))}
    </>
  );
}
