import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import type { Random } from '@finharbor/kernel';

const iterations = 4096;

/**
 * The SCRAM-SHA-256 verifier of a password in the form PostgreSQL stores (RFC 5802, section 3; RFC 7677), for printable ASCII,
 * where SASLprep changes nothing. Sent instead of the password, it keeps the password out of the server's log and views.
 */
export function scramVerifier(password: string, random: Random): string {
  const salt = random.bytes(16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  const storedKey = createHash('sha256').update(clientKey).digest('base64');
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
  return `SCRAM-SHA-256$${iterations}:${Buffer.from(salt).toString('base64')}$${storedKey}:${serverKey}`;
}
