/** A way to look at a screen: what stands in its address, under a name. */
export type SavedView = {
  /** The screen's path below `/app`. */
  readonly path: string;
  readonly name: string;
  /** The search part of the address, without the question mark. */
  readonly search: string;
  /** Everybody of the owner's party sees it. */
  readonly isShared: boolean;
};

/** A saved view as somebody sees it who may: only its owner may change it. */
export type ListedView = SavedView & { readonly id: string; readonly isOwn: boolean };
