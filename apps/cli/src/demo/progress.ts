const width = 24;

/** Shows how work goes on: one line a stage; on a terminal the line moves. */
export type Progress = {
  readonly step: (title: string) => void;
  readonly stage: (name: string, done: number, total: number) => void;
  readonly line: (text: string) => void;
};

/** Progress on a stream; `quiet` shows nothing. */
export function progressOn(stream: NodeJS.WriteStream, quiet: boolean): Progress {
  if (quiet) return { step: () => {}, stage: () => {}, line: () => {} };
  let open = '';
  const end = (): void => {
    if (open !== '' && stream.isTTY) stream.write(`\r  ${open.padEnd(12)} ${'█'.repeat(width)}\n`);
    open = '';
  };
  return {
    step(title) {
      end();
      stream.write(`\n${title}\n`);
    },
    stage(name, done, total) {
      const share = total === 0 ? 1 : Math.min(done / total, 1);
      const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░');
      const text = `  ${name.padEnd(12)} ${bar}`;
      if (stream.isTTY) {
        if (open !== name && open !== '') stream.write(`\r  ${open.padEnd(12)} ${'█'.repeat(width)}\n`);
        stream.write(`\r${text}`);
        open = name;
      } else if (open !== name) {
        stream.write(`  ${name} …\n`);
        open = name;
      }
    },
    line(text) {
      end();
      stream.write(`  ${text}\n`);
    },
  };
}
