/** The days of one year, as `MM-DD`: holidays as ranges (first/last), and the Saturdays and Sundays that are worked instead. */
export type HolidayNotice = { readonly off: string; readonly worked: string };

/** The days that are off in any year by 国务院令第795号 (2024-11-10), art. 2, and do not hang on the moon or the sun. */
export const everyYearsHolidays = '01-01 05-01/05-02 10-01/10-03';

// The State Council's yearly notices, by way of holiday-cn (MIT); papers under gov.cn:
//   2018: zhengce/zhengceku/2017-11/30/content_5243579.htm
//   2019: zhengce/zhengceku/2018-12/06/content_5346276.htm, zhengce/zhengceku/2019-03/22/content_5375877.htm
//   2020: zhengce/zhengceku/2019-11/21/content_5454164.htm, zhengce/zhengceku/2020-01/27/content_5472352.htm
//   2021: zhengce/zhengceku/2020-11/25/content_5564127.htm
//   2022: zhengce/zhengceku/2021-10/25/content_5644835.htm
//   2023: zhengce/zhengceku/2022-12/08/content_5730844.htm
//   2024: zhengce/zhengceku/202310/content_6911528.htm
//   2025: zhengce/zhengceku/202411/content_6986383.htm
//   2026: zhengce/zhengceku/202511/content_7047091.htm
export const chineseHolidays: Readonly<Record<number, HolidayNotice>> = {
  2018: {
    off: '01-01 02-15/02-21 04-05/04-07 04-29/05-01 06-18 09-24 10-01/10-07 12-30/12-31',
    worked: '02-11 02-24 04-08 04-28 09-29 09-30 12-29',
  },
  2019: {
    off: '01-01 02-04/02-10 04-05 05-01/05-04 06-07 09-13 10-01/10-07',
    worked: '02-02 02-03 04-28 05-05 09-29 10-12',
  },
  2020: {
    off: '01-01 01-24/02-02 04-04/04-06 05-01/05-05 06-25/06-27 10-01/10-08',
    worked: '01-19 02-03 04-26 05-09 06-28 09-27 10-10',
  },
  2021: {
    off: '01-01/01-03 02-11/02-17 04-03/04-05 05-01/05-05 06-12/06-14 09-19/09-21 10-01/10-07',
    worked: '02-07 02-20 04-25 05-08 09-18 09-26 10-09',
  },
  2022: {
    off: '01-01/01-03 01-31/02-06 04-03/04-05 04-30/05-04 06-03/06-05 09-10/09-12 10-01/10-07 12-31',
    worked: '01-29 01-30 04-02 04-24 05-07 10-08 10-09',
  },
  2023: {
    off: '01-01/01-02 01-21/01-27 04-05 04-29/05-03 06-22/06-24 09-29/10-06',
    worked: '01-28 01-29 04-23 05-06 06-25 10-07 10-08',
  },
  2024: {
    off: '01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-10 09-15/09-17 10-01/10-07',
    worked: '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
  },
  2025: {
    off: '01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08',
    worked: '01-26 02-08 04-27 09-28 10-11',
  },
  2026: {
    off: '01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07',
    worked: '01-04 02-14 02-28 05-09 09-20 10-10',
  },
};
