import pg from 'pg';

/** What a subscription tells its owner. */
export type ListenEvents = {
  /** A notification arrived on the channel. */
  readonly onNotify: () => void;
  /** The connection was lost; nothing more will arrive. Subscribe again. */
  readonly onLost: () => void;
};

/** A connection of its own that listens on one channel; `query` runs on that same connection. */
export type Subscription = {
  readonly query: (text: string, values: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
};

/** Opens a connection and listens on `channel` (a plain identifier). Rejects when the server cannot be reached. */
export type Subscribe = (channel: string, events: ListenEvents) => Promise<Subscription>;

/** A `Subscribe` on connections made from `config`. */
export function listener(config: pg.ClientConfig): Subscribe {
  return async (channel, events) => {
    const client = new pg.Client(config);
    let closing = false;
    // pg raises `error` and then `end` when the server goes away; one `onLost` is enough.
    client.on('error', () => {});
    client.on('end', () => {
      if (!closing) events.onLost();
    });
    client.on('notification', events.onNotify);
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    return {
      query: async (text, values) => (await client.query(text, [...values])).rows,
      close: async () => {
        closing = true;
        await client.end();
      },
    };
  };
}
