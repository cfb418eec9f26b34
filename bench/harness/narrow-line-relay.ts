import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** The two ends of a tunnel as the process in its middle sees them. */
type Middle = {
  readonly ends: readonly { readonly here: string; readonly there: string }[];
  readonly port: number;
  readonly delayMs: number;
};

// 40 ms of a line of 100 Mbit, several times over: what is lost here would be lost on no real line.
const socketBytes = 4 << 20;

async function openEnd(here: string, port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(port, here);
  await once(socket, 'listening');
  socket.setRecvBufferSize(socketBytes);
  socket.setSendBufferSize(socketBytes);
  return socket;
}

process.once('message', async ({ ends, port, delayMs }: Middle) => {
  const sockets = await Promise.all(ends.map(({ here }) => openEnd(here, port)));
  for (const [end, socket] of sockets.entries()) {
    const [to, { there }] = [sockets[1 - end]!, ends[1 - end]!];
    // Timers of one duration fire in the order they were set: packets keep theirs.
    socket.on('message', (packet) => setTimeout(() => to.send(packet, port, there), delayMs));
  }
  process.send!('ready');
});
process.once('disconnect', () => process.exit(0));
