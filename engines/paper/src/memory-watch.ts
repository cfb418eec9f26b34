import { workerData } from 'node:worker_threads';

const everyMs = 50;

// The compiler is native: V8's limits do not bind it, and while it works the main thread does nothing else.
function look(): void {
  if (process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL');
}
look();
setInterval(look, everyMs);
