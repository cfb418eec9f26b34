import { type CalendarDate, fromAbsolute, parseDate, toCalendarDate } from '@internationalized/date';
import type { ReactElement } from 'react';
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  I18nProvider,
  Popover,
} from 'react-aria-components';
import { clock } from '../clock.ts';
import { useLanguage } from '../i18n/hooks.ts';
import { Icon } from '../icons/icon.tsx';
import { type Common, Foot, Head, useFault, useFieldId } from './field.tsx';

type DateProps = Common & {
  /** `2026-11-25`: a day of the calendar, in no time zone. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly minValue?: string;
  readonly maxValue?: string;
};

/** A day, typed or chosen from a calendar. Year, month, day in both languages, so that 03/04 is never two days. */
export function DateField(props: DateProps): ReactElement {
  const { label, description, value, onChange, minValue, maxValue, isRequired, isDisabled, name } = props;
  const fault = useFault(props);
  const { language } = useLanguage();
  return (
    <I18nProvider locale={language === 'zh-CN' ? 'zh-CN' : 'en-CA'}>
      <DatePicker
        value={value === undefined ? null : parseDate(value)}
        onChange={(day) => onChange(day?.toString())}
        placeholderValue={today()}
        granularity="day"
        shouldForceLeadingZeros
        firstDayOfWeek="mon"
        validationBehavior="aria"
        {...(minValue === undefined ? {} : { minValue: parseDate(minValue) })}
        {...(maxValue === undefined ? {} : { maxValue: parseDate(maxValue) })}
        {...(fault === undefined ? {} : { isInvalid: true })}
        {...(isRequired === undefined ? {} : { isRequired })}
        {...(isDisabled === undefined ? {} : { isDisabled })}
        {...(name === undefined ? {} : { name })}
        className="group mb-4 max-w-xs"
      >
        <Head label={label} isRequired={isRequired} />
        <Group
          id={useFieldId(name)}
          className="flex min-h-9 items-stretch rounded-md border border-edge bg-raised hover:border-accent data-disabled:bg-sunken data-disabled:text-quiet group-data-invalid:border-2 group-data-invalid:border-bad pointer-coarse:min-h-11"
        >
          <DateInput className="flex grow items-center px-2">
            {(segment) => (
              <DateSegment
                segment={segment}
                className="inline-flex min-h-6 items-center justify-center rounded px-0.5 outline-none data-placeholder:text-quiet data-focused:bg-accent data-focused:text-accent-ink not-data-[type=literal]:min-w-6"
              />
            )}
          </DateInput>
          <AriaButton className="grid w-10 cursor-pointer place-items-center rounded-e-md text-accent hover:bg-accent-soft disabled:cursor-not-allowed disabled:text-quiet pointer-coarse:w-11">
            <Icon name="calendar" />
          </AriaButton>
        </Group>
        <Foot description={description} fault={fault} />
        <Popover className="rounded-lg border border-line bg-raised p-3 shadow-lg">
          <Dialog className="outline-none">
            <Month />
          </Dialog>
        </Popover>
      </DatePicker>
    </I18nProvider>
  );
}

const turn =
  'grid size-9 cursor-pointer place-items-center rounded-md text-accent hover:bg-accent-soft disabled:cursor-not-allowed disabled:text-edge pointer-coarse:size-11';

function Month(): ReactElement {
  return (
    <Calendar>
      <header className="mb-1 flex items-center justify-between">
        <AriaButton slot="previous" className={turn}>
          <Icon name="back" />
        </AriaButton>
        <CalendarHeading className="font-semibold text-sm" />
        <AriaButton slot="next" className={turn}>
          <Icon name="forward" />
        </AriaButton>
      </header>
      <CalendarGrid className="text-sm">
        <CalendarGridHeader>
          {(day) => (
            <CalendarHeaderCell className="size-9 font-normal text-quiet text-xs">{day}</CalendarHeaderCell>
          )}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => (
            <CalendarCell
              date={date}
              className="grid size-9 cursor-pointer place-items-center rounded-md hover:bg-accent-soft data-selected:bg-accent data-selected:text-accent-ink data-today:font-bold data-today:underline data-outside-month:hidden data-disabled:cursor-not-allowed data-disabled:text-edge data-disabled:no-underline"
            />
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}

function today(): CalendarDate {
  return toCalendarDate(fromAbsolute(clock.nowMs(), 'Asia/Shanghai'));
}
