import { Writable } from 'node:stream';

/** An output whose writes can be left out for a while. */
export interface PausableOutput {
  readonly stream: Writable;
  pause(): void;
  resume(): void;
}

/** What is written while it is paused is dropped; it is as wide as the output itself. */
export function pausableOutput(output: NodeJS.WritableStream): PausableOutput {
  let isPaused = false;
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      if (!isPaused) output.write(chunk);
      done();
    },
  });
  Object.defineProperty(stream, 'columns', {
    get: (): unknown => Reflect.get(output, 'columns'),
  });
  output.on('resize', () => stream.emit('resize'));
  return {
    stream,
    pause: () => {
      isPaused = true;
    },
    resume: () => {
      isPaused = false;
    },
  };
}
