import { useText } from '@finharbor/ui';
import { TourGuide } from '@finharbor/ui/tour';
import type { ReactElement } from 'react';

const frame = ['palette', 'help', 'display'] as const;

/** Where each role's work begins: entries of the navigation. */
const work: Readonly<Record<string, readonly string[]>> = {
  operator: ['enrolments', 'accounts'],
  bureau: ['oversight', 'overview'],
  owner: ['firm', 'loans'],
  admin: ['accounts', 'contracts'],
  analyst: ['jobs', 'applications'],
  approver: ['contracts', 'loan-products'],
  steward: ['datasets', 'firm-keys'],
};

/** An entry of the navigation, or the group that it stands in. */
function entryAt(link: string): string {
  return `header ${link}, header nav > ul > li:has(${link}) > button`;
}

/** Three to five steps for a role: where its work begins, and what helps everywhere. What is not on this page is left out. */
export function RoleTour({
  role,
  takesFocus,
  onEnd,
}: {
  readonly role: string;
  readonly takesFocus: boolean;
  readonly onEnd: () => void;
}): ReactElement {
  const text = useText('tour');
  const steps = [
    ...(work[role] ?? []).map((id) => ({
      target: entryAt(`a[href$="/app/${id}"]`),
      title: text(`${id}.title`),
      body: text(`${id}.body`),
    })),
    ...frame.map((id) => ({
      target: `[data-tour="${id}"]`,
      title: text(`${id}.title`),
      body: text(`${id}.body`),
    })),
  ];
  return <TourGuide label={text('label')} steps={steps} takesFocus={takesFocus} onEnd={onEnd} />;
}
