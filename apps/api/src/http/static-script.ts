import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** A script that is the same for everyone: packed once, and not sent again to who has it. */
export type StaticScript = { plain: Buffer; packed: Buffer; etag: string };

export async function packScript(text: string | Buffer): Promise<StaticScript> {
  const plain = Buffer.from(text);
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { plain, packed: await promisify(gzip)(plain), etag };
}

export function sendScript(req: Request, res: Response, script: StaticScript, cacheSeconds: number): void {
  res.vary('Accept-Encoding');
  res.setHeader('ETag', script.etag);
  res.setHeader('Cache-Control', `public, max-age=${cacheSeconds}`);
  if (req.headers['if-none-match'] === script.etag) {
    res.status(304).end();
    return;
  }
  res.type('text/javascript');
  const packed = req.acceptsEncodings('gzip') === 'gzip';
  if (packed) res.setHeader('Content-Encoding', 'gzip');
  res.send(packed ? script.packed : script.plain);
}
