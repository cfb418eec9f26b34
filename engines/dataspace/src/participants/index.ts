export type { Authentication, IncomingRequest, OutgoingRequest, Participants } from './port.ts';
