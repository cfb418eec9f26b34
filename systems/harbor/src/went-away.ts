/** A line or a process went away; nothing was decided against the job. */
export const wentAway: ReadonlySet<string> = new Set([
  'job.interrupted',
  'job.peer_away',
  'job.not_started',
  'fusion.peer_gone',
  'link.peer_gone',
  'link.unreachable',
  'link.connection_lost',
  'link.handshake_failed',
  'link.not_accepted',
  'link.not_dialled',
  'link.silent',
]);
