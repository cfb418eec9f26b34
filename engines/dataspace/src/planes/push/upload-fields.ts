/** The media type of a part (draft-ietf-httpbis-resumable-upload-12, section 6). */
export const partialUpload = 'application/partial-upload';

/** `Upload-Complete` of the draft: a Boolean of RFC 9651. */
export function readComplete(field: string | string[] | undefined): boolean | undefined {
  return field === '?1' ? true : field === '?0' ? false : undefined;
}

/** Its text. */
export function completeField(isComplete: boolean): string {
  return isComplete ? '?1' : '?0';
}

/** `Upload-Offset` or `Upload-Length`: an Integer of RFC 9651, 0 or more. */
export function readCount(field: string | string[] | undefined): number | undefined {
  return typeof field === 'string' && /^\d{1,15}$/.test(field) ? Number(field) : undefined;
}
