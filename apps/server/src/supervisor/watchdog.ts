import { workerData } from 'node:worker_threads';

// A thread of its own: it runs while the main one computes and would notice nothing.
const { parent, pollMs, graceMs } = workerData as { parent: number; pollMs: number; graceMs: number };
const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs);
}, pollMs);
