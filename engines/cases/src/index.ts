export { type Attaching, attachFile, detachFile, type FilesContext } from './attachments/attach-file.ts';
export { type Arriving, type CaseFiles, mostCaseBytes, type Received } from './attachments/port.ts';
export { caseFiles } from './attachments/postgres.ts';
export {
  type BusinessCalendar,
  businessDaysAfter,
  businessDaysUntil,
  type Counted,
  calendarOf,
  chinaCalendar,
  dayOf,
  endOfDayMs,
} from './calendar/calendar.ts';
export type { HolidayNotice } from './calendar/china.ts';
export { type Act, act, type CasesContext, type Done, latest, openCase, procedureOf, ring } from './cases.ts';
export {
  brokenAt,
  brokenExtractAt,
  type Deed,
  extractOf,
  type Head,
  type Link,
  linked,
  noHead,
  type StoredLink,
} from './chain.ts';
export type { CasesTables } from './database.gen.ts';
export { checkProcedure } from './definition/check.ts';
export {
  caseNumberField,
  choiceField,
  dateField,
  type FieldWords,
  leiField,
  lineField,
  numberField,
  textField,
  usccField,
  verdictField,
} from './definition/fields.ts';
export {
  type Actor,
  type CaseDocument,
  type CaseFacts,
  type CaseForm,
  type CaseOutcome,
  type CaseStateSpec,
  type EffectSpec,
  type Letter,
  type LetterFacts,
  type NotYet,
  type Panel,
  type Procedure,
  type ProcedureSpec,
  type PublicCase,
  procedure,
  type StepSpec,
  type TermSpec,
} from './definition/procedure.ts';
export type { Command } from './machine/command.ts';
export { type Decided, decide, tick } from './machine/decide.ts';
export { evolve, type Happened, unopened } from './machine/evolve.ts';
export type { Heard, HeardEvent } from './machine/hearers.ts';
export type { CaseRefusal } from './machine/refusal.ts';
export type {
  Attached,
  Audience,
  CaseEvent,
  CaseState,
  Doer,
  Hearer,
  Opinion,
  Person,
  Published,
  RunningTerm,
  Seat,
  Verdict,
} from './machine/state.ts';
export type { Subject } from './machine/subject.ts';
export type { Alarm, Moment } from './machine/terms.ts';
export { nearestDueMs, nextAlarm } from './machine/terms.ts';
export {
  isBlind,
  isFor,
  isOneOf,
  mayAttach,
  mayBegin,
  ownsStep,
  type Standing,
  seatOf,
  standingOf,
} from './machine/who.ts';
export { demandKnownVersions } from './migration/known.ts';
export { type Moved, migrateCases } from './migration/migrate.ts';
export { type CaseMigration, caseMigration } from './migration/migration.ts';
export { casesMigrations } from './migrations.ts';
export { forgetCases } from './postgres/forget.ts';
export { catchUp } from './postgres/listed.ts';
export { caseStore } from './postgres/store.ts';
export type { CaseChange, CaseStore, Job, NewCase, StoredCase } from './store.ts';
export { type PlainField, plainFields } from './unnamed/fields.ts';
export {
  fileUnnamed,
  followUnnamed,
  type Receipt,
  type Unnamed,
  type UnnamedContext,
  writtenTo,
} from './unnamed/unnamed.ts';
