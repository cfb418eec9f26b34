/** One of several options. */
export type Option<Id extends string = string> = {
  readonly id: Id;
  readonly label: string;
  readonly description?: string;
  /** Its label is somebody's name, or other data that no translator is to touch. */
  readonly isData?: boolean;
};
