import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Postgres, startPostgres } from '../../apps/server/src/postgres/start.ts';
import { killFamily } from '../../tools/test/process-group.ts';

const superuserPassword = 'soak';

/** A PostgreSQL that can be killed and started again on the same data; disposing of it deletes it. */
export class Cluster implements AsyncDisposable {
  readonly #directory: string;
  #server: Postgres;

  private constructor(directory: string, server: Postgres) {
    this.#directory = directory;
    this.#server = server;
  }

  /** Starts one in a folder. */
  static async start(folder: string): Promise<Cluster> {
    const directory = join(folder, 'postgres');
    return new Cluster(directory, await startPostgres({ directory, superuserPassword, log: () => {} }));
  }

  /** The superuser's address, the same after every start. */
  get url(): string {
    return this.#server.adminUrl;
  }

  /** Kills all its processes. */
  async kill(): Promise<void> {
    killFamily(this.#server.pid);
    await this.#server.ended;
  }

  async restart(): Promise<void> {
    const before = this.url;
    this.#server = await startPostgres({ directory: this.#directory, superuserPassword, log: () => {} });
    if (this.url !== before) throw new Error('PostgreSQL came back at another address.');
  }

  /** Has it write a checkpoint, in which it may be killed. */
  checkpoint(): void {
    const client = new pg.Client({ connectionString: this.url });
    client.on('error', () => {});
    void client
      .connect()
      .then(() => client.query('checkpoint'))
      .then(() => client.end())
      .catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop('immediate');
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
