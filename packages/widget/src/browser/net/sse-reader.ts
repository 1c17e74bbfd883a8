export type StreamEvent = { event: string; data: string };

// One event is one message of a few kilobytes; a stream that never ends its event must not fill the page's memory.
const EVENT_MAX = 1_000_000;

/**
 * Reads server-sent events from text that arrives in pieces cut anywhere. Ids and `retry` are not kept: we go on from
 * the newest message that we hold, and wait by our own rule.
 */
export function createEventReader(onEvent: (event: StreamEvent) => void): (piece: string) => void {
  let rest = '';
  let isFirstPiece = true;
  let event = '';
  let data: string[] = [];
  let size = 0;

  const dispatch = () => {
    if (data.length > 0) onEvent({ event: event || 'message', data: data.join('\n') });
    event = '';
    data = [];
    size = 0;
  };

  const readLine = (line: string) => {
    if (line === '') return dispatch();
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') event = value;
    if (field === 'data') {
      size += value.length;
      data.push(value);
    }
  };

  return (piece) => {
    rest += isFirstPiece ? piece.replace(/^\uFEFF/, '') : piece;
    isFirstPiece &&= piece === '';
    if (rest.length + size > EVENT_MAX) throw new RangeError('an event of the stream is too long');

    // A CR at the very end may be the first half of CRLF: it waits for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) readLine(line);
  };
}
