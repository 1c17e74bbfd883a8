import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

export type SentFile = { name: string; type: string; text: AsyncGenerator<string>; headers?: Record<string, string> };

/** A file that is written while it is read. A reader that is slow holds the reading back; one that has gone ends it. */
export async function sendFile(res: Response, { name, type, text, headers }: SentFile): Promise<'streamed'> {
  res.writeHead(200, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
    ...headers,
  });
  await pipeline(Readable.from(text, { objectMode: false }), res).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
  return 'streamed';
}
