import { describe, expect, test } from 'vitest';
import { readImage } from './read-image.ts';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');
const PNG = hex('89504e470d0a1a0a 0000000d 49484452 00000020 00000010 08060000 00');
const JPEG = hex('ffd8 ffe0 0010 4a46494600010100000100010000 ffc0 0011 08 0010 0020 03 012200 021101 031101');
const webp = (chunk: string, rest: string) =>
  Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), Buffer.from(chunk), hex(rest)]);

describe('what a picture is', () => {
  test.each([
    ['png', PNG, { type: 'image/png', width: 32, height: 16 }],
    ['jpeg', JPEG, { type: 'image/jpeg', width: 32, height: 16 }],
    ['extended webp', webp('VP8X', '0a000000 10000000 1f0000 0f0000'), { type: 'image/webp', width: 32, height: 16 }],
    ['lossless webp', webp('VP8L', '0a000000 2f 1fc00300 00'), { type: 'image/webp', width: 32, height: 16 }],
    ['lossy webp', webp('VP8 ', '0a000000 000000 9d012a 2000 1000'), { type: 'image/webp', width: 32, height: 16 }],
  ])('%s', (_, bytes, image) => expect(readImage(bytes)).toEqual(image));

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['gif', Buffer.from('GIF89a')],
    ['png without a head', PNG.subarray(0, 14)],
    ['png that is cut off', PNG.subarray(0, 18)],
    ['jpeg without a frame', hex('ffd8 ffe0 0010 4a464946')],
    ['jpeg that goes nowhere', hex('ffd8 ffe0 ffff 00')],
    ['webp of no kind', webp('ANIM', '00')],
  ])('%s is none', (_, bytes) => expect(readImage(bytes)).toBeNull());
});
