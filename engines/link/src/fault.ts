import { FinharborError } from '@finharbor/kernel';

/** A fault as a value, for promises that are rejected rather than functions that throw. */
export function fault(code: string, publicMessage: string, cause?: unknown): FinharborError {
  return new FinharborError({ code, publicMessage, cause });
}

/** `link.peer_gone`, its cause carrying the reason's own code. */
export function peerGone(peer: string, reasonCode: string): FinharborError {
  const message = `${peer} has left the session (${reasonCode}).`;
  return fault('link.peer_gone', message, fault(reasonCode, message));
}
