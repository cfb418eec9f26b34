export type { CallOptions } from './call.ts';
export { planeErrors } from './errors.ts';
export { type PlaneHttp, type PlaneListener, planeListener } from './http.ts';
export { discardLanded, landedPath, type Place } from './landing.ts';
export type {
  ConsumerOptions,
  IncomingEnd,
  MayUse,
  PlaneCommon,
  PlaneEvent,
  ProviderOptions,
  UseAsked,
} from './options.ts';
export { recordLeftUses } from './outgoing.ts';
export type { DataPlane } from './port.ts';
export { planeStore } from './postgres.ts';
export { type PullConsumerOptions, pullConsumer, runDownloads } from './pull/consume.ts';
export { pullFormat, pullProvider } from './pull/provide.ts';
export { openInbox, pushConsumer, pushFormat } from './push/accept.ts';
export { type PushProviderOptions, pushProvider, runUploads } from './push/send.ts';
export { emptyInbox, type Inbox } from './push/take-in.ts';
export { type FolderOptions, folderSource } from './sources/file.ts';
export { type ObjectOptions, objectSource, putObject } from './sources/objects.ts';
export type { Opened, Source, SourceRequest } from './sources/port.ts';
export type { Bucket } from './sources/presign.ts';
export { type Cell, type Rows, type RowsOptions, rowsSource } from './sources/rows.ts';
export type { Incoming, Mode, Outgoing, PlaneStore, RecordUse, Use, Version } from './store.ts';
export type { Attempt } from './work.ts';
