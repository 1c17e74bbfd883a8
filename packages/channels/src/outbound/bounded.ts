import { Transform } from 'node:stream';

/** Passes so many bytes on and breaks off at the next one: who answers without end fills nobody's memory. */
export function bounded(maxBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > maxBytes) done(new Error(`The answer is longer than ${maxBytes} bytes.`));
      else done(null, chunk);
    },
  });
}
