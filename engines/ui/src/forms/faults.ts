import { type Context, createContext } from 'react';

/** What is wrong with which field, by its pointer in the request's body. */
export type FieldErrors = Readonly<Record<string, string>>;

/** The faults a form's fields show at their own places. */
export const FieldFaults: Context<FieldErrors> = createContext<FieldErrors>({});
