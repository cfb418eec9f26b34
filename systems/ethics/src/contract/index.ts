export { type Article, articles } from '../breach/articles.ts';
export { type Measure, measures } from '../breach/measures.ts';
export type { FollowedReport } from '../breach/routes.ts';
export {
  type ConflictView,
  type Interest,
  interests,
  type MemberView,
  type Term,
} from '../committee/routes.ts';
export type { DeclarationView, SignatureView } from '../declaration/routes.ts';
export { signatureType } from '../declaration/routes.ts';
export type { DisclosureView } from '../disclosure/routes.ts';
export { ethicsErrors } from '../errors.ts';
export { type Component, components } from '../rating/rate.ts';
export type { BreachView, FirmView, MethodView, RatedFirm } from '../rating/routes.ts';
export type { YearFigures } from '../report/figures.ts';
export type {
  BoardColumn,
  ConditionView,
  OpinionLine,
  OpinionView,
  PanelView,
  ReportedCondition,
} from '../review/routes.ts';
export type { ByHead } from '../schemas.ts';
export type { SessionView } from '../sessions/routes.ts';
export {
  type Field,
  fields,
  type Head,
  heads,
  keysOf,
  type Outcome,
  outcomes,
  type Stage,
  stages,
} from '../words.ts';
export { ethicsRoutes } from './routes.ts';
