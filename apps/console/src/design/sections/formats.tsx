import { DataTable, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

const atMs = Date.UTC(2026, 10, 25, 17, 30);

/** How amounts, times and codes are written in the chosen language. */
export function Formats(): ReactElement {
  const text = useText('design');
  const { bytes, date, dateTime, duration, money, number, percent, rate, uscc } = useFormat();
  const rows: readonly (readonly [what: string, given: string, shown: string])[] = [
    ['small', '9999.50 CNY', money('9999.50', 'CNY')],
    ['tenThousands', '123456 CNY', money('123456', 'CNY')],
    ['hundredMillions', '48623000000 CNY', money('48623000000', 'CNY')],
    ['dollars', '1500.00 USD', money('1500.00', 'USD')],
    ['number', '1234567.891', number(1234567.891, 2)],
    ['share', '0.6929', percent(0.6929, 2)],
    ['rate', '435', rate(435)],
    ['day', '2026-11-25T17:30:00Z', date(atMs)],
    ['time', '2026-11-25T17:30:00Z', dateTime(atMs)],
    ['duration', '3720000 ms', duration(3_720_000)],
    ['bytes', '738000000', bytes(738_000_000)],
    ['uscc', '91310000MA1FL0018X', uscc('91310000MA1FL0018X')],
  ];
  return (
    <DataTable
      caption={text('section.formats')}
      rows={rows}
      rowKey={([what]) => what}
      columns={[
        { id: 'what', header: text('format.what'), cell: ([what]) => text(`format.${what}`) },
        { id: 'given', header: text('format.given'), cell: ([, given]) => <code>{given}</code> },
        { id: 'shown', header: text('format.shown'), cell: ([, , shown]) => shown },
      ]}
    />
  );
}
